"""Takes [n] markers out of a stream of text, at any cut: what goes on holds none, and where they stood is kept."""

import re
from dataclasses import dataclass, field

_MARKER = re.compile(r"[ \t]*\[\s*(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\s*\]")
# the end of what came so far may still become a marker: blanks, then an open bracket with digits at most
_PENDING = re.compile(r"[ \t]*(?:\[[\d\s,;]{0,24})?$")


@dataclass(slots=True)
class Markers:
    """Feed it pieces; it returns the text without markers and remembers (place in that text, number) of each."""

    places: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
    """All that was passed on."""
    _held: str = ""

    def feed(self, piece: str) -> str:
        held = self._held + piece
        cut = _PENDING.search(held)
        at = cut.start() if cut else len(held)
        self._held = held[at:]
        return self._pass_on(held[:at])

    def finish(self) -> str:
        """What was held back at the end of the stream."""
        held, self._held = self._held, ""
        return self._pass_on(held)

    def _pass_on(self, raw: str) -> str:
        out, at = "", 0
        for m in _MARKER.finditer(raw):
            out += raw[at : m.start()]
            self.places += [(len(self.text) + len(out), int(n)) for n in re.findall(r"\d+", m[1])]
            at = m.end()
        out += raw[at:]
        if not self.text:
            lead = len(out) - len(out.lstrip())
            out = out[lead:]
            self.places = [(max(0, p - lead), n) for p, n in self.places]
        self.text += out
        return out
