"""What people say while they think: sounds, "you know", a word twice. Transcripts are full of it; it asks nothing."""

import re

_SOUNDS = re.compile(r"(?<![\w'’-])(?:uh+|u+hm+|umm+|h+m+|mhm|ä+h+m*|ö+h+m*|erm+)(?![\w'’-])[,.…]*\s*", re.IGNORECASE)
_ENGLISH = re.compile(
    r"(?<![\w'’-])(?:um|er|yeah)(?![\w'’-])[,.…]*\s*"
    # not "do you know if", "you know what"
    r"|(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!\bas )(?<!\blet )(?<![n'’]t )(?<!ould )(?<!\bwhen )(?<!\bonce )"
    r"(?<![\w'’])you know(?![\w'’?])(?! (?:if|how|wh\w+|that|about|of|the|any\w*|your|my)\b)[,.…]*\s*"
    # "with like a view", "a like good view"; not "I would like the"
    r"|(?<=\ba )like\s+(?=\w)|(?<=\ban )like\s+(?=\w)|(?<=\bthe )like\s+(?=\w)"
    r"|(?<=\bwith )like\s+(?=\w)|(?<=\bhave )like\s+(?=\w)|(?<=\bhas )like\s+(?=\w)",
    re.IGNORECASE,
)
_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)(?: \1)+(?![\w'’-])", re.IGNORECASE)


def strip_fillers(text: str, language: str | None) -> str:
    """The text without them, where anything is left; English ones where ``language`` is English, for "um" and "er" are
    words elsewhere."""
    kept = _SOUNDS.sub("", text)
    if language and language.split("-")[0] == "en":
        kept = _ENGLISH.sub("", kept)
    return _TWICE.sub(r"\1", kept).strip() or text
