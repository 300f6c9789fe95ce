"""What a thread is about in two sentences: what the customer says, and what the agent answered. English only. Pure.

Sentences are chosen by a linear score over plain features and told in the third person (Luhn 1958 and Edmundson 1969
for position, cue words and frequent words; the weights are fitted). Nothing is added: each clause is
one sentence of the thread, and the account says which.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.assist.case import Case, asks, own_text
from copilot.assist.issue import aside, wrong
from copilot.assist.third_person import Speaker, bare, told
from copilot.domain import Where
from copilot.guard.sentences import units
from copilot.guard.words import content
from retrieval.documents import Message
from retrieval.thread import is_small_talk

_FITTED = {
    "one": (0.102, 0.006),
    "first message": (0.053, 0.015),
    "last message": (0.009, 0.034),
    "place in thread": (-0.036, 0.05),
    "first sentence": (0.009, -0.006),
    "length": (-0.025, 0.113),
    "short": (-0.014, 0.001),
    "long": (-0.021, -0.036),
    "question": (0.0, -0.02),
    "request": (0.002, 0.033),
    "trouble": (0.056, 0.006),
    "wish": (0.028, -0.014),
    "central": (0.195, 0.284),
    "about the opening": (0.073, -0.027),
    "number": (-0.01, -0.007),
    "link": (-0.031, -0.034),
    "private message": (-0.012, 0.05),
    "courtesy": (-0.007, -0.018),
    "step": (-0.01, 0.023),
}
"""Of each feature of a sentence (about 0..1), what it weighs for the customer and for the agent.

By ``python -m evals.summaries fit``: ridge regression of how much of the human summaries' part about this speaker a
sentence says (mean of ROUGE-1, 2 and L), on the first 300 conversations of TweetSumm's train part."""
FEATURES = tuple(_FITTED)
WEIGHTS: dict[Speaker, tuple[float, ...]] = {
    "customer": tuple(customer for customer, _ in _FITTED.values()),
    "agent": tuple(agent for _, agent in _FITTED.values()),
}
SECOND: dict[Speaker, float] = {"customer": 0.3, "agent": 0.25}
"""From which score on a second sentence is told."""
_MOST_WORDS = 30
"""Of a clause; what is longer is cut where a clause ends."""
_FEWEST = 3
_EARLY, _LATE = 10, 70
"""Messages that are looked at, from the start and from the end."""
_REQUEST = re.compile(
    r"\b(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|u|we)|let us know|try|make sure)\b", re.IGNORECASE
)
_WISH = re.compile(r"\b(?:i|we)(?:['’]d| would)? (?:like|want|need|wish|hope)\b|\bhow (?:do|can|to)\b", re.IGNORECASE)
_PRIVATE = re.compile(r"\b(?:dms?|pms?|(?:direct|private) messages?|inbox)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\b(?:sorry|apolog\w+|thanks?|thank you|thx|welcome|glad|happy to|hear(?:ing)? (?:that|this)|appreciate\w*|"
    r"pleasure|great day|understand|frustrat\w+|no problem|cheers|here to help|anything else)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:restart|reinstall|reset|updat|check|send|contact|call|follow|click|visit|log|sign|provide|refund|replac|"
    r"deliver|forward|look into|investigat|arrang|ship|cancel|book|fill|report|share|confirm)\w*\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:let (?:me|us) know if|keep (?:me|us) (?:in the loop|posted|updated)|feel free to|"
    r"anything else|(?:great|good|nice|lovely) (?:day|evening|weekend|one)|"
    r"here to help|happy to help|reach out (?:to us )?(?:anytime|any time|if|should)|have a great|"
    r"you['’]?re welcome)\b",
    re.IGNORECASE,
)
"""Said at the end of any conversation."""
_CUT = re.compile(r"[,;:]\s+|\s+-+\s+|\s+(?=(?:and|but|because|so|which|since|while|as)\s)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that may be told."""

    message: Message
    text: str
    place: int
    """Number of the sentence in the thread."""
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Account:
    customer: str
    """One sentence; empty where the customer said nothing that can be told. So is the agent's."""
    agent: str
    where: dict[Speaker, tuple[Where, ...]]
    """The sentences that each rests on."""


def account(case: Case) -> Account | None:
    """None where no agent answered yet, or where the thread isn't in English."""
    if case.language != "en" or not any(m.author == "agent" for m in case.visible):
        return None
    said: dict[Speaker, str] = {}
    where: dict[Speaker, tuple[Where, ...]] = {}
    for speaker in ("customer", "agent"):
        chosen = choose(spoken(case, speaker), WEIGHTS[speaker], SECOND[speaker])
        said[speaker] = sentence(chosen, speaker)
        where[speaker] = tuple(Where(message_id=s.message.id, quote=s.text[:300]) for s in chosen)
    return Account(said["customer"], said["agent"], where)


def choose(among: Sequence[Spoken], weights: Sequence[float], second: float) -> list[Spoken]:
    """The best sentence, with the second best where it is good enough and says something else; as they were written."""
    scored = sorted(((_score(s, weights), s) for s in among), key=lambda p: -p[0])
    if not scored:
        return []
    best = scored[0][1]
    more = [s for score, s in scored[1:] if score >= second and _other(best.text, s.text)][:1]
    return sorted([best, *more], key=lambda s: s.place)


def sentence(chosen: Sequence[Spoken], speaker: Speaker) -> str:
    """ "Customer asks whether ... and says that ..."; empty for nothing."""
    clauses = [told(_cut(bare(s.text)), speaker, wrong=wrong(s.text)) for s in chosen]
    if not clauses:
        return ""
    text = f"{speaker.capitalize()} {', and '.join(clauses)}"
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def spoken(case: Case, speaker: Speaker) -> list[Spoken]:
    """What a speaker wrote, sentence by sentence, without what says nothing."""
    messages = case.visible if len(case.visible) <= _EARLY + _LATE else case.visible[:_EARLY] + case.visible[-_LATE:]
    all_of = [(n, m, k, u.text) for n, m in enumerate(messages) for k, u in enumerate(units(own_text(m)))]
    words = [content(bare(text)) for *_, text in all_of]
    rare = Counter(w for each in words for w in set(each))
    middle = Counter(w for each in words for w in set(each))
    idf = {w: math.log(1 + len(words) / n) for w, n in rare.items()}
    opening = set(next((w for (_, m, _, _), w in zip(all_of, words, strict=True) if m.author == "customer" and w), ()))
    own = [n for n, m in enumerate(messages) if m.author == speaker]
    out = []
    for place, ((n, m, k, text), stems) in enumerate(zip(all_of, words, strict=True)):
        plain = bare(text)
        count = len(plain.split())
        if (
            m.author != speaker
            or count < _FEWEST
            or not stems
            or is_small_talk(plain)
            or aside(plain)
            or _CLOSING.search(plain)
        ):
            continue
        out.append(
            Spoken(m, text, place, (
                1.0,
                float(n == own[0]),
                float(n == own[-1]),
                n / len(messages),
                float(k == 0),
                min(1.0, math.log(count) / 4),
                float(count < 6),
                float(count > _MOST_WORDS),
                float(asks(plain)),
                float(bool(_REQUEST.search(plain))),
                float(wrong(plain)),
                float(bool(_WISH.search(plain))),
                _likeness(set(stems), middle, idf),
                len(opening & set(stems)) / max(1, len(set(stems))),
                float(any(c.isdigit() for c in plain)),
                float("[link]" in plain),
                float(bool(_PRIVATE.search(plain))),
                float(bool(_COURTESY.search(plain))),
                float(bool(_STEP.search(plain))),
            ))
        )  # fmt: skip
    return out


def _likeness(stems: set[str], middle: Counter[str], idf: dict[str, float]) -> float:
    """Cosine with the sum of all sentences, weighted by how rare words are."""
    dot = sum(middle[w] * idf[w] ** 2 for w in stems)
    length = math.sqrt(sum(idf[w] ** 2 for w in stems)) * math.sqrt(sum((c * idf[w]) ** 2 for w, c in middle.items()))
    return dot / length if length else 0.0


def _score(said: Spoken, weights: Sequence[float]) -> float:
    return sum(f * w for f, w in zip(said.features, weights, strict=True))


def _other(one: str, two: str) -> bool:
    first, second = set(content(bare(one))), set(content(bare(two)))
    return len(first & second) < 0.5 * max(1, min(len(first), len(second)))


def _cut(text: str) -> str:
    """At most ``_MOST_WORDS`` words: up to the end of a clause, which three dots tell."""
    if len(text.split()) <= _MOST_WORDS:
        return text
    ends = [m.start() for m in _CUT.finditer(text) if 8 <= len(text[: m.start()].split()) <= _MOST_WORDS]
    kept = text[: ends[-1]] if ends else " ".join(text.split()[:_MOST_WORDS])
    return f"{kept.rstrip(',;:- ')} ..."
