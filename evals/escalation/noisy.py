"""Small noisy scopes, as a young bot has them: 20 to 58 intents with 4 to 50 examples each, and openings of which half
or more want something else, short, misspelt, abbreviated or in two languages at once. Made, not recorded."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.escalation.scope import Opening, Scope, by_group, read

Corpus = Literal["clinc150", "banking77"]
Part = Literal["tune", "test"]
SCOPES = 16
"""Of each corpus."""

_SHORT = {
    "you": "u", "your": "ur", "please": "plz", "are": "r", "to": "2", "for": "4", "because": "coz", "what": "wat",
    "and": "n", "the": "d", "have": "hv", "not": "nt", "how": "hw", "with": "wid", "that": "dat", "this": "dis",
    "account": "acc", "transfer": "trnsfr", "message": "msg", "payment": "pymt", "card": "crd", "number": "no",
}  # fmt: skip
_MIXED = {
    "how": "kaise", "what": "kya", "when": "kab", "where": "kahan", "why": "kyu", "my": "mera", "i": "main",
    "is": "hai", "not": "nahi", "can": "sakte", "do": "karo", "want": "chahiye", "and": "aur", "the": "", "a": "",
    "to": "ko", "of": "ka", "in": "me", "for": "ke liye", "you": "aap", "money": "paisa", "will": "hoga",
    "have": "hai", "it": "ye", "did": "kiya", "need": "chahiye", "get": "mil", "me": "mujhe", "tell": "batao",
}  # fmt: skip
_FILLERS = frozenset(
    ["i", "a", "the", "to", "of", "is", "my", "do", "can", "you", "me", "it", "in", "for", "and", "on", "what", "how",
     "am", "was", "be", "have", "has", "did", "does", "are", "with", "this", "that", "would", "please", "could", "will",
     "need", "want"]
)  # fmt: skip
_BEFORE = ("hi", "hello sir", "sir please", "bro", "dear team", "")
_AFTER = ("asap", "please help", "urgent", "its been days", "what to do", "")
_IDLE = (
    "hi", "hello", "ok", "yes", "no", "thanks", "hmm", "good morning", "k", "?", "call me", "are you a bot",
    "i want to talk to a person", "agent please", "bye", "nice", "what", "sorry", "wait", "who is this", "test",
    "asdf", "12345", "560034", "9876543210", "not interested", "haan", "acha", "bhai", "help", "reply", "you there",
    "this is bad", "worst service", "done", "tell me", "more", "menu", "start", "location", "delhi", "5 days", "2 kg",
    "large", "rs 500", "tomorrow", "my name is asha", "happy birthday", "love you", "tell me a joke",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where small scopes are drawn from; ``asked`` are other utterances of the same intents than ``cases``."""

    cases: Mapping[str, Sequence[str]]
    asked: Mapping[str, Sequence[str]]
    domains: Sequence[Sequence[str]]
    """Intents that belong together."""


def sources(data: Path, part: Part) -> tuple[dict[Corpus, Source], list[str]]:
    """Both corpora, and utterances of neither. For ``tune`` nothing is read of what they are tested with."""
    clinc, banking = data / "intents_clinc150", data / "intents_banking77"
    asked = "original_val" if part == "tune" else "original_test"
    others = ("original_oos_val", "original_oos_train") if part == "tune" else ("original_oos_test",)
    domains = json.loads((clinc / "domains.json").read_text("utf-8"))
    bank = by_group(read(banking / "train.jsonl"))
    bank_asked = by_group(read(banking / ("valid.jsonl" if part == "tune" else "test.jsonl")))
    return {
        "clinc150": Source(
            by_group(read(clinc / "original_train.jsonl")),
            by_group(read(clinc / f"{asked}.jsonl")),
            [domains[name] for name in sorted(domains)],
        ),
        "banking77": Source(bank, bank_asked, [sorted(bank)]),
    }, [o.text for other in others for o in read(clinc / f"{other}.jsonl")]


def small(corpus: Corpus, number: int, part: Part, from_: dict[Corpus, Source], strange: Sequence[str]) -> Scope:
    """One of the small scopes; the same for the same arguments."""
    chance = random.Random(f"{corpus} {number} {part}")  # noqa: S311
    own = from_[corpus]
    elsewhere = from_["banking77" if corpus == "clinc150" else "clinc150"].asked
    some = chance.sample(range(len(own.domains)), min(len(own.domains), chance.randint(2, 6)))
    intents = [intent for n in some for intent in own.domains[n]]
    chance.shuffle(intents)
    known = intents[: min(int(0.75 * len(intents)), chance.randint(20, 58))]
    unknown = intents[len(known) :]
    cases = []
    for intent in known:
        examples = max(4, min(round(5 * 10 ** (chance.random() ** 1.3)), len(own.cases[intent])))
        cases += [
            Opening(noisy(text, chance, 0.5) if chance.random() < 0.2 else text, intent)
            for text in chance.sample(list(own.cases[intent]), examples)
        ]
    often = [chance.random() ** 2 + 0.05 for _ in known]
    inside = chance.randint(220, 320)
    share = chance.uniform(0.4, 0.72)
    asked = [
        Opening(noisy(chance.choice(own.asked[intent]), chance), intent)
        for intent in chance.choices(known, weights=often, k=inside)
    ]
    for _ in range(int(inside * share / (1 - share))):
        of = chance.random()
        if of < 0.45:  # of the same field, and nobody's answer
            text = noisy(chance.choice(own.asked[chance.choice(unknown)]), chance)
        elif of < 0.65:
            text = noisy(chance.choice(strange), chance)
        elif of < 0.78:
            text = noisy(chance.choice(elsewhere[chance.choice(sorted(elsewhere))]), chance)
        else:
            text = chance.choice(_IDLE) + (f" {chance.choice(_IDLE)}" if chance.random() < 0.5 else "")
        asked.append(Opening(text, None))
    return Scope(f"{corpus} {number}", cases, [], asked)


def noisy(text: str, chance: random.Random, slips: float = 1.0) -> str:
    """A sentence as it is typed in a hurry: shortened, mixed, cut, with slips of the pen; some as they are."""
    found = text.lower().replace("'", "").replace("?", "").replace(",", "").split()
    how = chance.random()
    if 0.25 <= how < 0.45:
        found = [_SHORT.get(w, w) for w in found]
    elif 0.45 <= how < 0.6:
        found = [_MIXED.get(w, w) for w in found]
    elif 0.6 <= how < 0.8:
        found = ([w for w in found if w not in _FILLERS] or found)[: chance.randint(2, 6)]
    elif 0.8 <= how < 0.9:
        found = [chance.choice(_BEFORE), *found, chance.choice(_AFTER)]
    elif how >= 0.9:
        found = found[: max(2, len(found) // 2)]
    often = slips * chance.choice((0.0, 0.0, 0.1, 0.25))
    return " ".join(_slipped(w, chance) if chance.random() < often else w for w in found if w) or text


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at, how = chance.randrange(1, len(word) - 1), chance.random()
    if how < 0.3:
        return word[:at] + word[at + 1 :]
    if how < 0.55:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how < 0.8:
        return word[: at + 1] + word[at:]
    return word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
