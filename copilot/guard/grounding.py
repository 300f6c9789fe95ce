"""What a reply claims, held against what it may rest on. A failed check marks a place; nothing is repaired or dropped.

Checked by code, never by the model: values stand in the passages that their sentence cites (uncited: in any allowed
source), in the conversation or in the customer's record; citations exist and their quotes are verbatim; what a model
wrote is borne by the passages it cites (``support``); links come from evidence or an allowed host; a public text holds
no personal data; the language is the customer's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copilot.domain import Check, Citation
from copilot.guard.links import odd_links
from copilot.guard.sentences import units
from copilot.guard.support import check_support
from copilot.guard.values import Value, extract, same

_NAMES = {"money": "the price", "percent": "the percentage", "duration": "the duration", "date": "the date",
          "weekday": "the day", "time": "the time", "number": "the number", "email": "the address",
          "phone": "the phone number", "code": "the code", "link": "the link"}  # fmt: skip
_SHORT = 80
"""Characters of a text whose language is better known from the customer's."""
_IMAGE = re.compile(r"!\[[^\]]*\]\(?[^)\s]*\)?|<img\b[^>]*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one reply may rest on."""

    passages: Mapping[str, str]
    """Text of each allowed passage by id, with its title and section."""
    conversation: str = ""
    """What both sides can read in the thread; no private notes."""
    record: str = ""
    """The customer's own record and history, flattened by ``flatten``."""
    fixed: str = ""
    """Texts of the tenant that need no source, such as the signature."""
    hosts: tuple[str, ...] = ()
    public: bool = False
    personal: tuple[str, ...] = ()
    """Words that must not stand in a public text: last name, street, ids."""
    internal: frozenset[str] = field(default_factory=frozenset)
    """Ids of passages that no customer may read."""
    suspect: frozenset[str] = field(default_factory=frozenset)
    """Ids of passages that seem to give orders to a machine: they vouch for nothing."""


def flatten(value: Any, *, depth: int = 0) -> str:
    """Every scalar of a JSON-like value, one a line; for looking values up, not for reading."""
    if depth > 8:
        return ""
    if isinstance(value, Mapping):
        return "\n".join(flatten(v, depth=depth + 1) for v in value.values())
    if isinstance(value, (list, tuple, set)):
        return "\n".join(flatten(v, depth=depth + 1) for v in value)
    return "" if value is None or isinstance(value, bool) else str(value)


def check_reply(
    text: str,
    citations: Sequence[Citation],
    evidence: Evidence,
    *,
    language: str | None = None,
    wanted_language: str | None = None,
    unknown_marks: Iterable[tuple[int, int]] = (),
    written: bool = False,
) -> tuple[Check, ...]:
    """All checks of one reply, failed ones with their place, and one passed check per kind that had something to check.

    ``unknown_marks``: (place, number) of citations that the writer made to passages which do not exist.
    ``written``: by a model, so that each claim is held against the passage it cites; verbatim text needs no such proof.
    """
    checks: list[Check] = []
    checks += _citations(text, citations, evidence, unknown_marks)
    found = extract(text)
    checks += _values(text, found, citations, evidence)
    checks += _links(text, found, evidence)
    if written:
        checks += check_support(
            text,
            citations,
            {i: t for i, t in evidence.passages.items() if i not in evidence.internal},
            language=(language if len(text) > _SHORT else None) or wanted_language or language,
            conversation=evidence.conversation,
            record=evidence.record,
            fixed=evidence.fixed,
        )
    if evidence.public:
        checks += _public(text, found, evidence)
    if language and wanted_language:
        ok = language.split("-")[0] == wanted_language.split("-")[0]
        detail = "" if ok else f"The text is in '{language}', the customer writes in '{wanted_language}'."
        checks.append(Check(kind="language", ok=ok, found=language, detail=detail))
    return tuple(checks)


def _citations(
    text: str, citations: Sequence[Citation], evidence: Evidence, unknown: Iterable[tuple[int, int]]
) -> Iterable[Check]:
    failed = False
    for place, number in unknown:
        failed = True
        start = max((u.start for u in units(text) if u.start < place), default=0)
        detail = f"Cites passage {number}, which does not exist."
        yield Check(kind="citation", ok=False, start=start, end=place, found=f"[{number}]", detail=detail)
    for cited in citations:
        source = evidence.passages.get(cited.passage_id)
        if source is None:
            detail = "Cites a passage that is not among the sources."
        elif not cited.quote or cited.quote not in source:
            detail = "The quote does not stand in the passage."
        elif not 0 <= cited.start < cited.end <= len(text):
            detail = "The cited place lies outside the text."
        elif cited.passage_id in evidence.internal:
            failed = True
            detail = "Rests on an internal article, which customers may not read."
            yield Check(kind="audience", ok=False, start=cited.start, end=cited.end, found=cited.title, detail=detail)
            continue
        else:
            continue
        failed = True
        yield Check(kind="citation", ok=False, start=cited.start, end=cited.end, found=cited.quote[:80], detail=detail)
    if citations and not failed:
        yield Check(kind="citation", ok=True, detail=f"{len(citations)} quoted passages found word for word.")


def _values(text: str, found: Sequence[Value], citations: Sequence[Citation], evidence: Evidence) -> Iterable[Check]:
    everywhere = [v for t in (evidence.conversation, evidence.record, evidence.fixed) for v in extract(t)]
    of_passage = {i: extract(t) for i, t in evidence.passages.items() if i not in evidence.internal | evidence.suspect}
    any_passage = [v for values in of_passage.values() for v in values]
    good = 0
    for value in found:
        if value.kind == "link":
            continue
        cited = {c.passage_id for c in citations if c.start <= value.start < c.end}
        pool = [v for i in cited for v in of_passage.get(i, ())] if cited else any_passage
        if any(same(value, known) for known in (*pool, *everywhere)):
            good += 1
            continue
        where = "the passage it cites" if cited else "any source"
        detail = f"{_NAMES[value.kind].capitalize()} {value.text!r} stands neither in {where} nor in the conversation."
        yield Check(kind="value", ok=False, start=value.start, end=value.end, found=value.text, detail=detail)
    if good and good == sum(1 for v in found if v.kind != "link"):
        yield Check(kind="value", ok=True, detail=f"{good} values found in the sources or the conversation.")


def host_of(link_key: str) -> str:
    """Host of a normalised link, without user, port and ``www.``."""
    # browsers read a backslash as a slash, so what follows it is no host
    return re.split(r"[/\\?#]", link_key, maxsplit=1)[0].rpartition("@")[2].split(":")[0].removeprefix("www.")


def _links(text: str, found: Sequence[Value], evidence: Evidence) -> Iterable[Check]:
    # a past answer's link was for one customer, or came from one
    vouching = [
        t for i, t in evidence.passages.items() if i not in evidence.suspect and not i.startswith("resolution:")
    ]
    vouching += [evidence.fixed, *evidence.hosts]
    known = {k for t in vouching for v in extract(t) if v.kind == "link" for k in v.keys}
    allowed = {h.lower().removeprefix("www.") for h in evidence.hosts}
    good = 0
    for image in _IMAGE.finditer(text):
        detail = "A reply must not embed an image."
        yield Check(kind="link", ok=False, start=image.start(), end=image.end(), found=image[0][:200], detail=detail)
    for start, end in odd_links(text):
        odd = text[start:end].rstrip(".,;:!?)")
        if any(v.start <= start and end <= v.end + 1 for v in found if v.kind == "link") or any(
            odd in t for t in vouching
        ):
            continue
        detail = f"{text[start:end][:200]!r} leads somewhere in a way that replies don't use."
        yield Check(kind="link", ok=False, start=start, end=end, found=text[start:end][:200], detail=detail)
    for value in found:
        if value.kind != "link":
            continue
        if value.keys & known or any(host_of(k) in allowed for k in value.keys):
            good += 1
            continue
        detail = f"The link {value.text[:200]!r} comes from no source, and its host is not allowed by the policy."
        yield Check(kind="link", ok=False, start=value.start, end=value.end, found=value.text[:200], detail=detail)
    if good and good == sum(1 for v in found if v.kind == "link"):
        yield Check(kind="link", ok=True, detail=f"{good} links come from sources or allowed hosts.")


def _public(text: str, found: Sequence[Value], evidence: Evidence) -> Iterable[Check]:
    published = {k for t in evidence.passages.values() for v in extract(t) for k in v.keys}
    bad = [
        (v.start, v.end, v.text)
        for v in found
        if v.kind in ("email", "phone", "code") and not v.keys & published and (v.kind != "code" or len(v.text) > 4)
    ]
    for word in evidence.personal:
        if len(word) > 2:
            bad += [
                (m.start(), m.end(), m[0]) for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            ]
    for start, end, word in sorted(set(bad)):
        detail = f"Everyone can read this thread: {word!r} is personal data."
        yield Check(kind="audience", ok=False, start=start, end=end, found=word, detail=detail)
    if not bad:
        yield Check(kind="audience", ok=True, detail="No personal data in a public text.")
