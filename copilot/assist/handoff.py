"""What a human starts with when a bot hands over, so that the customer repeats nothing. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from copilot.assist.assistant import Considered
from copilot.assist.case import Case, own_text
from copilot.assist.facts import mood
from copilot.assist.phrases import phrases, spoken
from copilot.assist.summaries import WITHOUT_SUCCESS, summarise
from copilot.domain import Reply, Source, Summary
from copilot.drafting import Code, Fact, Handoff
from copilot.guard.grounding import flatten
from copilot.guard.sentences import units
from copilot.guard.values import extract

_SAID, _LONG = 5, 300
"""Of a bot's messages, how many are shown and how much of each."""
_FACTS, _SOURCES = 30, 8
_KINDS = {"code": "number or code", "phone": "phone", "email": "e-mail", "date": "date", "money": "amount"}
"""Of values in the customer's own messages, what a human would otherwise ask for again, and what it is called."""
_NO_STEP = re.compile(
    r"(?:no,? |nein,? |non,? )?(?:that|this|it|das|es|cela|ça)\b[^,;:]{0,24}\b(?:help\w*|geholfen|hilft|aidé)"
    r"[^,;:]{0,12}|no (?:change|difference|luck)\W*|keine (?:änderung|besserung)\W*|aucun changement\W*|"
    r"ningún cambio\W*|geen verschil\W*",
    re.IGNORECASE,
)
"""Says that it was no help, and not what was tried."""
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\s?\d[A-Z]{2})\b")
"""Of the United Kingdom: its first half alone looks like a code, and says less."""
_NAMING = ("id", "number", "serial", "product")
"""Fields by which a thread tells one order or machine from another, beside those that end in ``_id``."""
_TAKEN_OVER = {
    "en": "I've taken over from our assistant and have read what you wrote.",
    "de": "ich habe von unserem Assistenten übernommen und gelesen, was Sie geschrieben haben.",
    "fr": "J'ai pris la suite de notre assistant et j'ai lu ce que vous avez écrit.",
    "es": "He tomado el relevo de nuestro asistente y he leído lo que ha escrito.",
    "nl": "Ik heb het overgenomen van onze assistent en heb gelezen wat u schreef.",
}
"""Instead of thanks for a message that a bot has answered."""


def handoff(
    whole: Case, seen: Considered, *, first: Reply | None, team: str | None, reasons: Sequence[Code], why: str = ""
) -> Handoff:
    """The package. ``whole`` holds the customer's record even where nobody attests who they are: agents may see it.

    ``first``: a reply to suggest; ``why``: the weightiest reason in words.
    """
    said = [own_text(m) for m in whole.visible if m.author == "bot"]
    summary = _told(summarise(whole, notes=False), len(said), why)  # a bot's key gets it first
    return Handoff(
        summary=summary,
        wants=summary.issue,
        tried=summary.tried,
        bot_said=tuple(dict.fromkeys(_short(t) for t in said[-_SAID:])),
        promises=summary.promises,
        mood=mood(whole),
        facts=_distinct(_facts(whole)),
        team=team,
        first_reply=_first(first, whole),
        sources=_pages(seen.answer.sources, first),
        reasons=tuple(reasons),
    )


def _told(summary: Summary, answers: int, why: str) -> Summary:
    """With what the bot did and why it stopped, in the state and at the end of the text."""
    count = {0: "A bot handed it over", 1: "A bot answered once and handed over"}
    issue = " ".join(dict.fromkeys(u.text for u in units(summary.issue))) or summary.issue  # who asks again asks once
    text = summary.text.replace(summary.issue, issue, 1).replace(WITHOUT_SUCCESS, "")
    state = summary.state.replace(WITHOUT_SUCCESS, "")
    steps = {t: n for n, t in enumerate(summary.tried) if not _NO_STEP.fullmatch(t.strip())}
    evidence = {place: where for place, where in summary.evidence.items() if not place.startswith("tried/")}
    for place, number in enumerate(steps.values()):
        if where := summary.evidence.get(f"tried/{number}"):
            evidence[f"tried/{place}"] = where
    line = count.get(answers, f"A bot answered {answers} times and handed over") + (f": {why}" if why else ".")
    return summary.model_copy(
        update={
            "issue": issue,
            "state": f"{state} {line}".strip(),
            "tried": tuple(steps),
            "evidence": evidence,
            "text": f"{text}\n{line}".strip(),
        }
    )


def _first(reply: Reply | None, case: Case) -> Reply | None:
    """The suggestion, as from someone who takes over; None where a bot has told the customer all of it."""
    said = " ".join(" ".join(m.text.split()) for m in case.visible if m.author == "bot")
    if reply is None or not said or case.bot_failed:
        return reply
    if reply.citations and all(" ".join(c.quote.split()) in said for c in reply.citations):
        return None
    language = spoken(case.language)
    known = phrases(language)
    if known.thanks not in reply.text:
        return reply
    at, taken = reply.text.index(known.thanks), _TAKEN_OVER[language]
    more = len(taken) - len(known.thanks)
    return reply.model_copy(
        update={
            "text": reply.text.replace(known.thanks, taken, 1),
            "citations": tuple(
                c.model_copy(update={"start": c.start + more, "end": c.end + more}) if c.start > at else c
                for c in reply.citations
            ),
            "checks": tuple(
                c.model_copy(update={"start": c.start + more, "end": c.end + more})
                if c.start is not None and c.end is not None and c.start > at
                else c
                for c in reply.checks
            ),
        }
    )


def _pages(sources: Sequence[Source], first: Reply | None) -> tuple[Source, ...]:
    """The best passage of each page, those that the suggestion cites before the others."""
    cited = {c.passage_id for c in first.citations} if first else set[str]()
    best: dict[tuple[str, str], Source] = {}
    for source in sorted(sources, key=lambda s: (s.passage_id not in cited, -s.relevance)):
        best.setdefault((source.kind, source.source_id), source)
    return tuple(best.values())[:_SOURCES]


def _facts(case: Case) -> Iterator[Fact]:
    """What the customer named, then what the record says; sure is a number that an attested record holds too."""
    sure = case.customer is not None and case.customer.verified == "attested"
    record = flatten(case.customer.attributes) if case.customer else ""
    for message in case.from_customer:
        text = own_text(message)
        for value in extract(text):
            if value.kind not in _KINDS:
                continue
            name, said, known = _KINDS[value.kind], value.text, False
            if value.kind == "code" and (postcode := _POSTCODE.match(text, value.start)):
                name, said = "postcode", postcode[0]
                known = said in record
            elif value.kind == "code" and said in record.split():
                known = True
                name = (_called(said, case.customer.attributes) if case.customer else None) or name
            elif value.kind == "date":
                said = re.sub(r"(?<=[^\W\d])\.$", "", said)  # the dot ends the sentence
            yield Fact(name=name, value=said, source="thread", verified=known and sure)
    if case.customer is None:
        return
    if case.customer.name:
        yield Fact(name="name", value=case.customer.name, source="record", verified=sure)
    for name, scalar in _scalars(case.customer.attributes, case.thread_text):
        yield Fact(name=name, value=scalar, source="record", verified=sure)


def _called(value: str, attributes: dict[str, Any]) -> str | None:
    """What the record calls this value: the field that holds it, in plain words."""
    for name, held in attributes.items():
        if held == value:
            return _words(name)
        inner = held if isinstance(held, list) else [held]
        for one in inner:
            if isinstance(one, dict) and (found := _called(value, one)):
                return found
    return None


def _scalars(attributes: dict[str, Any], thread: str) -> Iterator[tuple[str, str]]:
    """The record's plain fields, and what it holds field by field: a repair, a subscription; of several orders or
    machines the one that the thread names, else the latest."""
    for name, value in attributes.items():
        if (told := _plain(value)) is not None:
            yield _words(name), told
        elif isinstance(value, dict):
            yield from _fields(_words(name), value)
        elif isinstance(value, list):
            entries = [e for e in value if isinstance(e, dict)]
            named = [e for e in entries if any(i in thread for i in _ids(e))]
            for entry in (named or entries)[-1:]:
                yield from _fields(f"{'this' if named else 'latest'} {_words(name).removesuffix('s')}", entry)


def _fields(of: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        if (told := _plain(value)) is not None:
            yield f"{of}: {_words(key)}", told


def _plain(value: object) -> str | None:
    """As words; None where it is no text or number, nor a list of them."""
    if isinstance(value, list) and value and all(isinstance(v, (str, int, float)) for v in value):
        return _short(", ".join(str(v) for v in value))
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
        return _short(str(value))
    return None


def _ids(entry: dict[str, Any]) -> Iterator[str]:
    """What names it: its number, its serial number, or which product it is of."""
    for key, value in entry.items():
        if isinstance(value, str) and value and (key in _NAMING or key.endswith("_id")):
            yield value


def _distinct(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    """Each value once, as it was first named."""
    return tuple({f.value: f for f in reversed(list(facts))}.values())[::-1][:_FACTS]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"
