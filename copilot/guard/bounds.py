# ruff: noqa: E501 (long lists of words)
"""Least and most: "at least 9 and at most 120" holds both, each at its own end of a range. Pure."""

import re
from collections.abc import Sequence

from copilot.guard.value import Value

_LEAST = (
    r"at least|minimum|min\.?|no less than|mindestens|minimal|wenigstens|au moins|au minimum|minimale?|al menos|como mínimo|mínimo|"
    r"por lo menos|almeno|al minimo|come minimo|minimo|minstens|ten minste|minimaal|no mínimo|pelo menos"
)
_MOST = (
    r"at most|maximum|max\.?|up to|no more than|not more than|capped at|höchstens|maximal|bis zu|au plus|au maximum|maximale?|jusqu['’]à|"
    r"plafonnée? à|como máximo|máximo|hasta|a lo sumo|al massimo|massimo|fino a|al più|hoogstens|maximaal|ten hoogste|no máximo|até"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))(?:\s(?:charge|fee|amount|of|is|von|de|di|van|rate|betrag|gebühr))*"
    r"(?:\s[^\W\d_]{1,12})?(?:\s(?:of|is|von|de|di|van|ist|beträgt|est|es|è))?[\s:]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s\(?(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\b\)?(?=\s*(?:[,.;:!?\n]|and|und|et|y|e|en|$))", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")


def at_other_end(text: str, said: Value, passage: str, values: Sequence[Value], holding: Sequence[Value]) -> bool:
    """True where the reply calls a value the least that is the most in the passage, which has another for the least.

    ``values``: those of the passage; ``holding``: the ones among them that vouch for ``said``.
    """
    end = _end(text, said)
    if not end or not holding or any(_end(passage, h) in ("", end) for h in holding):
        return False
    return any(
        v.kind == said.kind and v not in holding and _end(passage, v) == end and _same_sentence(passage, v, h)
        for h in holding
        for v in values
    )


def _end(text: str, value: Value) -> str:
    found = _BEFORE.search(text[max(0, value.start - 48) : value.start]) or _AFTER.match(
        text[value.end : value.end + 24]
    )
    return (found.lastgroup or "") if found else ""


def _same_sentence(passage: str, a: Value, b: Value) -> bool:
    first, last = sorted((a, b), key=lambda v: v.start)
    return not _SENTENCE.search(passage, first.end, last.start)
