"""Cuts one stream of text into several replies, at lines that hold only ``---``, wherever its pieces were cut."""

import re
from dataclasses import dataclass

_RULE = re.compile(r"[ \t>]*(?:[-–—]{3,}|\*{3,}|_{3,}|={3,}|(?:[-*_][ \t]+){2,}[-*_])[ \t]*\r?")
_LABELS = ("reply", "candidate", "suggestion", "antwortvorschlag", "antwort", "vorschlag", "réponse", "respuesta",
           "antwoord", "risposta", "resposta")  # fmt: skip
_LABEL = re.compile(
    rf"[ \t#*_>]{{0,12}}(?:{'|'.join(_LABELS)})[ \t]{{0,4}}(?:no\.?|nr\.?)?[ \t]{{0,4}}#?[1-3][ \t*_]{{0,12}}"
    r"(?::[ \t*_]{0,12}|\r?$|[.)][ \t*_]{0,12}\r?$)",
    re.IGNORECASE,
)
"""A title that a model gives a reply although it was asked not to: "**Reply 2:**", "Antwort 2"."""
_MAYBE = re.compile(r"[ \t#*_>=–—-]*([^\W\d_]*)[ \t]*(?:no\.?|nr\.?)?[ \t]*#?[1-3]?[ \t*_:.)]*\r?", re.IGNORECASE)
_PARTS = re.compile(r"[^\n]*\n|[^\n]+")
_LONGEST = 48


@dataclass(slots=True)
class Splitter:
    """Feed it pieces; it returns texts, and None where a reply ends and the next begins.

    Where it is not ``cuts``, a line of dashes is the writer's own and stays. A divider before the first words, or
    after the last reply, makes no empty one.
    """

    cuts: bool = True
    _line: str = ""
    """The line under way, as long as it may still become a divider."""
    _inside: bool = False
    """In the middle of a line that is none."""
    _spoke: bool = False
    """The reply under way has words."""
    _over: bool = False
    """A divider came; the next words begin another reply."""

    def feed(self, piece: str) -> list[str | None]:
        if not self.cuts:
            return [piece] if piece else []
        out: list[str | None] = []
        for part in _PARTS.findall(piece):
            self._take(part, out)
        return out

    def finish(self) -> list[str | None]:
        """What was held back at the end of the stream."""
        out: list[str | None] = []
        if self._line:
            self._decide(out)
        return out

    def _take(self, part: str, out: list[str | None]) -> None:
        ends = part.endswith("\n")
        if self._inside:
            out.append(part)
            self._inside = not ends
            return
        self._line += part
        if ends:
            self._decide(out)
        elif not _undecided(self._line):
            label = _LABEL.match(self._line)
            if label:
                self._over = self._over or self._spoke
                self._line = self._line[label.end() :]
            self._release(out)
            self._inside = True

    def _decide(self, out: list[str | None]) -> None:
        """The line is whole: a divider, a title, or words."""
        bare = self._line.rstrip("\n")
        label = _LABEL.match(bare)
        if len(bare) <= _LONGEST and _RULE.fullmatch(bare):
            self._over = self._over or self._spoke
            self._line = ""
        elif label:
            self._over = self._over or self._spoke
            self._line = self._line[label.end() :].lstrip()
        self._release(out)
        self._inside = False

    def _release(self, out: list[str | None]) -> None:
        text, self._line = self._line, ""
        if not text or (not text.strip() and (self._over or not self._spoke)):
            return
        if self._over:
            out.append(None)
            self._over = False
        self._spoke = True
        out.append(text)


def _undecided(line: str) -> bool:
    """True while a line's beginning may still become a divider or a title."""
    # the length first: a long run of blanks can be shared out among the pattern's parts in very many ways
    if len(line) > _LONGEST or (found := _MAYBE.fullmatch(line)) is None:
        return False
    word = found[1].lower()
    # after the colon of a title the reply itself goes on in the same line
    return not word or any(known.startswith(word) for known in _LABELS)
