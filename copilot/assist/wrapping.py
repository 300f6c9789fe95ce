"""The text of an extractive reply: what is quoted, with its citations, in the greeting and sign-off of the channel."""

from collections.abc import Sequence

from copilot.assist.case import SHORT_CHANNELS, Case
from copilot.assist.extract import Pick
from copilot.assist.facts import mood
from copilot.assist.issue import complains
from copilot.assist.phrases import Phrases
from copilot.domain import Citation

Span = tuple[int, int, Pick, int, int, int]
"""Verbatim: start and end in the body, the pick, start and end in its passage, the passage's number."""


def body_of(picks: Sequence[Pick]) -> tuple[str, list[Span]]:
    """The text of all picks, and for each verbatim span (start, end in body, pick, start, end in passage, number)."""
    body = ""
    spans: list[Span] = []
    numbers: dict[str, int] = {}
    for p in picks:
        number = numbers.setdefault(p.found.passage.id, len(numbers) + 1)
        if body:
            body += "\n\n"
        step, before = 0, None
        for unit in p.units:
            if before is not None:
                apart = before.block != unit.block and len(unit.text) > 160
                body += "\n" if unit.listed or before.listed else "\n\n" if apart else " "
            if unit.kind == "step" and sum(u.kind == "step" for u in p.units) > 1:
                step += 1
                body += f"{step}. "
            elif unit.kind != "step" and unit.listed and sum(u.listed for u in p.units) > 1:
                body += "- "
            for n, (a, b) in enumerate(unit.pieces):
                body += ("", ": ")[n] if n < 2 else ", "
                spans.append((len(body), len(body) + b - a, p, a, b, number))
                body += p.text[a:b]
            before = unit
    return body, spans


def citations_of(spans: list[Span], at: int) -> list[Citation]:
    """One citation for each verbatim span; ``at`` is where the body begins in the reply."""
    return [
        Citation.of(p.found.passage, p.text[a:b], at + start, at + end, number) for start, end, p, a, b, number in spans
    ]


def wrapped(case: Case, body: str, known: Phrases) -> str:
    """The channel's greeting and sign-off around a body; no facts but the customer's name."""
    feeling = mood(case)
    upset = feeling in ("angry", "frustrated") or (case.public and feeling != "pleased" and complains(case))
    bot = case.bot_unanswered
    opening, brief = (known.sorry_bot, known.sorry_bot_short) if bot else (known.sorry if upset else "", "")
    if case.channel in ("phone", "video"):
        return "\n\n".join(part for part in (opening[:1].upper() + opening[1:], body) if part)
    if case.channel in SHORT_CHANNELS:
        greeting = known.hi.format(name=case.first_name) if case.first_name else known.hi_nobody
        fits = case.limit is None or len(greeting) + len(opening) + len(body) + 3 <= case.limit
        said = opening if fits else brief
        if greeting.endswith(",") and not said.startswith("I'"):
            said = said[:1].lower() + said[1:]
        lead = " ".join(p for p in (greeting, said) if p)
        breaks = "\n" in body or len(body) > 220
        apart = "\n\n" if not case.limit else "\n"
        # quoted sentences begin with a capital, which doesn't go on after the comma of "Hi Maja,"
        near = "\n" if lead.endswith(",") else " "
        return lead + (apart if breaks and (not case.limit or body.startswith(("1. ", "- "))) else near) + body
    name = (
        case.first_name
        if case.public or known.hello.startswith(("Hello", "Hola", "Beste", "Bonjour"))
        else case.customer_name
    )
    greeting = known.hello.format(name=name) if name else known.hello_nobody
    thanks = "" if bot else known.thanks
    closing = "" if case.public else known.more
    sign_off = known.regards + ("\n" + case.policy.signature.strip() if case.policy.signature.strip() else "")
    return "\n\n".join(
        part
        for part in (
            greeting,
            " ".join(p[:1].upper() + p[1:] if n else p for n, p in enumerate(o for o in (thanks, opening) if o)),
            body,
            closing,
            sign_off,
        )
        if part
    )
