"""What a model says to the reader: its reasoning is taken out, at any cut, and halves of characters are joined."""

import re

_TAG = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>|\[(/?)think\]", re.IGNORECASE)
_TAGS = tuple(
    f"{a}{slash}{name}{b}"
    for a, b, names in (("<", ">", ("think", "thinking", "thought", "reasoning")), ("[", "]", ("think",)))
    for name in names
    for slash in ("", "/")
)
_LONGEST = max(map(len, _TAGS))


class Spoken:
    """Feed it pieces; it returns what the reader may see.

    Some chat templates open the reasoning in the prompt, so that only its end is in the answer: ``unmarked`` then turns
    true. For a model that is known to do so, ``reasons_first`` holds everything back until that end.
    """

    def __init__(self, *, reasons_first: bool = False) -> None:
        self._inside = reasons_first
        self._whole: list[str] | None = [] if reasons_first else None
        self._held = ""
        self._half = ""
        self.unmarked = False

    def feed(self, piece: str) -> str:
        piece = self._half + piece
        self._half = ""
        if not piece.isascii():
            if "\ud800" <= piece[-1] <= "\udbff":
                piece, self._half = piece[:-1], piece[-1]
            piece = _joined(piece)
        text = self._held + piece
        self._held = ""
        if "<" not in text and "[" not in text:
            return self._let(text)
        out, at = "", 0
        for m in _TAG.finditer(text):
            out += self._let(text[at : m.start()])
            at = m.end()
            closes = bool(m[1] or m[2])
            if closes and not self._inside:
                self.unmarked, out = True, ""
            self._inside = not closes
            self._whole = None
        rest = text[at:]
        cut = _pending(rest)
        self._held = rest[cut:]
        return out + self._let(rest[:cut])

    def finish(self) -> str:
        """What was held back at the end of the stream; reasoning that never ended is not given out."""
        held, self._held = self._held, ""
        last = self._let(held)
        return "".join(self._whole) if self._whole is not None else last

    def _let(self, text: str) -> str:
        if not self._inside:
            return text
        if self._whole is not None:
            self._whole.append(text)
        return ""


def _pending(text: str) -> int:
    """Where the end of a text begins that may still become a tag; its length where none does."""
    at = max(text.rfind("<"), text.rfind("["))
    if at < 0 or len(text) - at >= _LONGEST:
        return len(text)
    end = text[at:].lower()
    return at if any(tag.startswith(end) for tag in _TAGS) else len(text)


def _joined(text: str) -> str:
    """Two halves of a character that came as two JSON escapes are one; a lone half can't be sent to anybody."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
