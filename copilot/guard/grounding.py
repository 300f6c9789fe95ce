"""What a reply claims, held against what it may rest on. A failed check marks a place; nothing is repaired or dropped.

Checked by code, never by the model: values stand in the passages that their sentence cites (uncited: in any allowed
source), in the conversation or in the customer's record; citations exist and their quotes are verbatim; what a model
wrote is borne by the passages it cites (``support``); links come from evidence or an allowed host; a public text holds
no personal data; the language is the customer's.
"""

import re
from collections.abc import Iterable, Sequence

from copilot.domain import Check, Citation
from copilot.guard.addresses import objection
from copilot.guard.evidence import Evidence, flatten
from copilot.guard.links import odd_links
from copilot.guard.sentences import units
from copilot.guard.support import check_support
from copilot.guard.tongue import spoken_in
from copilot.guard.value_checks import check_values
from copilot.guard.values import Value, extract

__all__ = ["Evidence", "check_reply", "flatten"]

_SHORT = 80
"""Characters of a text whose language is better known from the customer's."""
_IMAGE = re.compile(r"!\[[^\]]*\]\(?[^)\s]*\)?|<img\b[^>]*>?", re.IGNORECASE)


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
    checks += check_values(text, citations, evidence, language)
    checks += _links(text, found, evidence)
    if written:
        checks += check_support(
            text,
            citations,
            evidence.vouching,
            language=(language if len(text) > _SHORT else None) or wanted_language or language,
            conversation=evidence.conversation,
            record=evidence.record,
            fixed=evidence.fixed,
        )
    if evidence.public:
        checks += _public(text, found, evidence)
    if language and wanted_language:
        wanted = wanted_language.split("-")[0]
        ok = language.split("-")[0] == wanted or (spoken_in(text, language) or wanted).split("-")[0] == wanted
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


def _links(text: str, found: Sequence[Value], evidence: Evidence) -> Iterable[Check]:
    # a past answer's link was for one customer, or came from one
    vouching = [t for i, t in evidence.vouching.items() if not i.startswith("resolution:")]
    vouching += [evidence.fixed, *evidence.hosts]
    known = {k for t in vouching for v in extract(t) if v.kind == "link" for k in v.keys}
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
        why = objection(next(iter(value.keys)), known, evidence.hosts)
        if not why:
            good += 1
            continue
        detail = f"The link {value.text[:200]!r} may not stand here. {why}"
        yield Check(kind="link", ok=False, start=value.start, end=value.end, found=value.text[:200], detail=detail)
    if good and good == sum(1 for v in found if v.kind == "link"):
        yield Check(kind="link", ok=True, detail=f"{good} links come from sources or allowed hosts.")


def _public(text: str, found: Sequence[Value], evidence: Evidence) -> Iterable[Check]:
    published = {k for t in evidence.vouching.values() for v in extract(t) for k in v.keys}
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
