"""Takes [n] markers out of a stream of text, at any cut: what goes on holds none, and where they stood is kept.

Models write them in ways of their own, too: ``[passage 1]``, ``【1†source】``, ``[1-3]``, ``\\[1\\]``, ``(source 2)``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAMED = r"(?:passages?|passagen?|sources?|quellen?|fuentes?|bronn?(?:en)?)"
_NUMBERS = r"\d{1,2}(?:\s{0,2}(?:[,;&–-]|and|und)\s{0,2}\d{1,2})*"
_MARKER = re.compile(
    rf"\\?[\[［【]\s{{0,2}}[#^]?(?:{_NAMED}[\s:#=]{{1,3}})?(?:n=)?[\"']?({_NUMBERS})[\"']?(?:†[^\[\](［］【】]*)?\s{{0,2}}"
    rf"\\?[\]］】]|\({_NAMED}[\s:#]{{1,3}}({_NUMBERS})\)",
    re.IGNORECASE,
)
_LONGEST = 64
"""Characters of a marker; what is longer is none."""
# the end of what came so far may still become a marker
_PENDING = re.compile(
    rf"(?:\\?[\[［【][\w\s,;&#^:=\"'.†–\\-]{{0,{_LONGEST}}}|\((?:[pqsfb][a-z]{{0,8}}[\w\s:#,;&–-]{{0,{_LONGEST}}})?|\\)\Z",
    re.IGNORECASE,
)
_BLANKS = " \t"
_PART = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")


@dataclass(slots=True)
class Markers:
    """Feed it pieces; it returns the text without markers and remembers (place in that text, number) of each."""

    places: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
    """All that was passed on."""
    _held: str = ""

    def feed(self, piece: str) -> str:
        held = self._held + piece
        cut = _PENDING.search(held, max(0, len(held) - _LONGEST))
        # blanks before a marker go with it
        at = _before_blanks(held, cut.start() if cut else len(held), 0)
        self._held = held[at:]
        return self._pass_on(held[:at])

    def finish(self) -> str:
        """What was held back at the end of the stream."""
        held, self._held = self._held, ""
        return self._pass_on(held)

    def _pass_on(self, raw: str) -> str:
        out, at = "", 0
        for m in _MARKER.finditer(raw):
            if m.end() - m.start() > _LONGEST:
                continue
            out += raw[at : _before_blanks(raw, m.start(), at)]
            self.places += [(len(self.text) + len(out), n) for n in _numbers(m[1] or m[2])]
            at = m.end()
        out += raw[at:]
        if not self.text:
            lead = len(out) - len(out.lstrip())
            out = out[lead:]
            self.places = [(max(0, p - lead), n) for p, n in self.places]
        self.text += out
        return out


def _before_blanks(text: str, end: int, start: int) -> int:
    return start + len(text[start:end].rstrip(_BLANKS))


def _numbers(said: str) -> Iterator[int]:
    """Those of "2", "1, 3" and "1-3"; a range that runs backwards is its two ends."""
    for m in _PART.finditer(said):
        first, last = int(m[1]), int(m[2] or m[1])
        yield from range(first, last + 1) if first <= last else (first, last)
