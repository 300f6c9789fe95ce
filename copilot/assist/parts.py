"""What of a passage may be quoted, and what of it stands together. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from copilot.guard.personal import quotable
from copilot.guard.sentences import Unit, units
from retrieval.documents import Kind, Passage

Part = tuple[Unit, ...]
"""Units that are quoted together or not at all."""

_LEANS = re.compile(
    r"^(?:it|it's|they|them|this|that|that's|these|those|then|so|but|and|or|also|otherwise|instead|both|he|she|"
    r"his|her|there|"
    r"after that|in that case|if so|if not|if the|es|er|sie (?:ist|wird|sind|gilt)|dann|das|dies|diese|dieser|"
    r"dieses|dabei|dafür|damit|"
    r"danach|außerdem|sonst|aber|und|oder|dort|beide|ist|il|elle|cela|alors|mais|et|eso|esto|pero|y|dat|deze|"
    r"dan|maar|en)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:these|the following|next) (?:steps|instructions)\b|\b(?:diese|folgende[nr]?) schritte\b|^(?:ready\?|"
    r"here is|here's)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Hh]ier (?:ist|schreibt)|[Tt]his is|[Mm]y name is|[Mm]ein Name ist)\s+[A-ZÄÖÜ][a-zäöüß]+\b|"
    r"^[A-ZÄÖÜ][a-zäöüß]+ (?:here|hier)\b"
)
"""An agent who says who writes: the reply will be another agent's."""
_CHATTY = re.compile(
    r"^(?:yes|no|ok|okay|works|exactly|right|sure|gern|gerne|ja|nein|genau|klar|good|ah|oh|hi|great|it's|"
    r"that's|that is|nice|fair|not (?:if|quite|yet|really|necessarily)|yours|ihre[rs]? ist|deine?[rs]? ist|"
    r"nicht (?:ganz|unbedingt)|added|gone|same)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:please )?(?:see|read|check|follow|learn|find|click|visit|view|watch)\b[^.]{0,70}\b(?:here|below|above|more)\b"
    r"|^(?:here's how|here is how|read more|learn more|see also|for more (?:information|details)|more (?:about|on) th)"
    r"|\bas (?:shown|described|explained|mentioned|seen) (?:above|below|here|earlier)\b"
    r"|\b(?:image|screenshot|picture|video|table|diagram) (?:above|below)\b"
    r"|^(?:siehe|mehr (?:dazu|erfahren)|weitere informationen|so geht)\b"
    r"|\bwie (?:oben|unten) (?:gezeigt|beschrieben)\b",
    re.IGNORECASE,
)
"""A reply stands alone: what lies above or behind a word that was a link isn't in it."""
_BEYOND = re.compile(
    r"\b(?:what's next|what next|next steps|see also|related(?: (?:articles|pages|topics|guides))?|further reading|"
    r"read more|learn more|more (?:articles|guides|help)|useful links|siehe auch|weiterführend\w*|"
    r"mehr zum thema|verwandte (?:artikel|themen)|voir aussi|véase también|zie ook)\b",
    re.IGNORECASE,
)
"""Headings of lists that lead to other pages."""
_LINK_ONLY = re.compile(r"^[^()]{0,90}\(https?://[^)\s]+\)[.;]?$")


def candidates(passage: Passage, text: str) -> tuple[Unit, ...]:
    """The units of a passage that may be quoted at all."""
    return _candidates(passage.kind, passage.section.rpartition(" > ")[2], text)


@lru_cache(maxsize=2048)
def _candidates(kind: Kind, section: str, text: str) -> tuple[Unit, ...]:
    """Kept, since a request asks for those of a passage several times, and the next one for the same passages."""
    if kind == "resolution":
        return tuple(
            u
            for u in quotable(text)
            if (len(u.text.split()) >= 6 or u.lead)
            and not u.text.endswith("!")
            and not _CHATTY.match(u.text)
            and not _NAMED.search(u.text)
            and not leans(u.text)
        )
    if _BEYOND.search(section):
        return ()
    out: list[Unit] = []
    onward = False
    for u in units(text):
        text_of = u.text.replace("’", "'")
        if not u.listed:
            onward = bool(_BEYOND.search(text_of)) and (u.kind == "debris" or u.lead or len(text_of.split()) <= 6)
        if onward or u.kind == "debris" or text_of.endswith("?") or _ANNOUNCES.search(text_of):
            continue
        if _LINK_ONLY.match(text_of) if u.kind == "bullet" else _ELSEWHERE.search(text_of):
            continue
        out.append(u)
    return tuple(out)


def leans(sentence: str) -> bool:
    """True where a sentence makes no sense without the one before it."""
    return bool(_LEANS.match(sentence))


def together(able: Sequence[Unit]) -> list[Part]:
    """Units that stand together: a list of steps with its lead, a list of fragments with its lead, else one by one."""
    out: list[list[Unit]] = []
    for unit in able:
        last = out[-1][-1] if out else None
        fragment = unit.kind == "bullet" and not unit.text.rstrip().endswith((".", "!", "?"))
        joined = last is not None and (
            (last.lead and unit.listed)
            or (unit.kind == "step" and last.kind == "step" and last.block == unit.block)
            or (fragment and last.kind == "bullet" and last.block == unit.block)
        )
        if joined:
            out[-1].append(unit)
        else:
            out.append([unit])
    return [tuple(_closed(p)) for p in out if not _fragments(p)]


def _closed(part: list[Unit]) -> list[Unit]:
    """Without an item at the end that announces what isn't quoted: a table, a picture, an inner list."""
    return part[:-1] if len(part) > 1 and part[-1].text.rstrip().endswith(":") else part


def wording(part: Part) -> str:
    """What a part says, in one line: for comparing its meaning. Long lists by their beginning."""
    return " ".join(u.text for u in part)[:_READ]


_READ = 240


def _fragments(part: Sequence[Unit]) -> bool:
    """Keywords without the sentence that introduces them, a step's headline alone, or a lead without its list."""
    text = part[0].text.rstrip()
    if len(part) == 1 and (text.endswith(":") or (part[0].kind == "step" and not text.endswith((".", "!")))):
        return True
    return part[0].kind == "bullet" and len(part[0].text.split()) < 8 and not part[0].text.rstrip().endswith((".", "!"))
