"""Takes out of a text what nobody sees: characters that only hide words from people or hide people's words from rules.

Joiners stay where they make a glyph: in emoji, and between letters of the scripts that write with them.
"""

import re
from dataclasses import dataclass

# Zero-width spaces and joiners, direction marks, fillers, variation selectors, the tag block, controls.
_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
)
_ANY = re.compile(f"[{_HIDDEN}]")
_RUN = re.compile(f"[{_HIDDEN}]+")
_JOINED = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u0900-\u0dff]")
"""Letters of Arabic and Indic scripts."""
_PICTURE = re.compile(r"[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff#*0-9]")


def visible(text: str) -> str:
    """``text`` without invisible characters; the same text where there are none."""
    if _ANY.search(text):
        text = _RUN.sub(lambda m: _kept(text[m.start() - 1 : m.start()], m[0], text[m.end() : m.end() + 1]), text)
    return text


def hidden(text: str) -> str:
    """The invisible characters of ``text`` that ``visible`` takes out, in their order."""
    return "".join(
        m[0]
        for m in _RUN.finditer(text)
        if not _kept(text[m.start() - 1 : m.start()], m[0], text[m.end() : m.end() + 1])
    )


def _kept(before: str, run: str, after: str) -> str:
    """What of a run of invisible characters makes a glyph of its neighbours."""
    if before and after and run in ("\u200c", "\u200d") and _JOINED.match(before) and _JOINED.match(after):
        return run
    picture = bool(before and _PICTURE.match(before))
    joins = run in ("\u200d", "\ufe0f\u200d") and bool(after and _PICTURE.match(after))
    return run if picture and (run == "\ufe0f" or joins) else ""


@dataclass(slots=True)
class VisibleStream:
    """The same for a text that comes in pieces, at any cut: feed them, and ``finish``."""

    _before: str = ""
    _held: str = ""

    def feed(self, piece: str) -> str:
        """What can be told already."""
        text = self._held + piece
        end = len(text)
        while end and _ANY.match(text[end - 1]):  # what a run at the end is depends on what follows
            end -= 1
        ready, self._held = text[:end], text[end:][-4:]
        if not ready:
            return ""
        out = visible(self._before + ready)[len(self._before) :]
        self._before = out[-1:] or self._before
        return out

    def finish(self) -> str:
        """What was held back."""
        out = visible(self._before + self._held)[len(self._before) :]
        self._held = ""
        return out
