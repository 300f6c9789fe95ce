"""What a human starts with when a bot hands over, so that the customer repeats nothing. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from copilot.assist.assistant import Considered
from copilot.assist.case import Case, own_text
from copilot.assist.facts import mood, promises, tried
from copilot.assist.summaries import summarise
from copilot.domain import Reply
from copilot.drafting import Code, Fact, Handoff
from copilot.guard.values import extract

_SAID, _LONG = 5, 300
"""Of a bot's messages, how many are shown and how much of each."""
_FACTS = 20
_KINDS = ("code", "phone", "email", "date", "price")
"""Of values in the customer's own messages, what a human would otherwise ask for again."""


def handoff(
    whole: Case, seen: Considered, *, first: Reply | None, team: str | None, reasons: Sequence[Code]
) -> Handoff:
    """The package. ``whole`` holds the customer's record even where nobody attests who they are: agents may see it."""
    summary = summarise(whole)
    said = [own_text(m) for m in whole.visible if m.author == "bot"]
    return Handoff(
        summary=summary,
        wants=summary.issue,
        tried=tried(whole),
        bot_said=tuple(_short(t) for t in said[-_SAID:]),
        promises=promises(whole),
        mood=mood(whole),
        facts=tuple(_facts(whole))[:_FACTS],
        team=team,
        first_reply=first,
        sources=seen.answer.sources,
        reasons=tuple(reasons),
    )


def _facts(case: Case) -> Iterator[Fact]:
    """What the customer named, then what the record says."""
    named: set[str] = set()
    for message in case.from_customer:
        for value in extract(own_text(message)):
            if value.kind in _KINDS and value.text not in named:
                named.add(value.text)
                yield Fact(name=value.kind, value=value.text, source="thread")
    if case.customer is None:
        return
    sure = case.customer.verified == "attested"
    if case.customer.name:
        yield Fact(name="name", value=case.customer.name, source="record", verified=sure)
    for name, scalar in _scalars(case.customer.attributes):
        yield Fact(name=name, value=scalar, source="record", verified=sure)


def _scalars(attributes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and len(str(value)) <= _LONG:
            yield name, str(value)
        elif name == "orders" and isinstance(value, list) and value and isinstance(value[-1], dict):
            for key, inner in value[-1].items():
                if isinstance(inner, (str, int, float)):
                    yield f"latest order: {key}", str(inner)[:_LONG]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"
