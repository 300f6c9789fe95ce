"""Where sentences end: good enough to cut between them, never inside a number, an abbreviation or an address."""

import re

from retrieval.wordset import wordset

_ABBREVIATIONS = wordset("""
    e.g i.e etc vs approx incl excl no nr mr mrs ms dr prof st inc ltd co dept fig tel ext max min art abs z.b d.h
    u.a ggf bzw ca inkl zzgl evtl usw vgl str bspw sog hr fr mind p.ex env p.ej sr sra sig dott bv bijv t.ex dvs
    bl.a f.eks osv esim ul np tzn jan feb apr jun jul aug sep sept okt oct nov dec dez mon tue wed thu fri sat sun
    mo di mi do sa so
""")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』）]*|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, each verbatim (line breaks end a sentence), without empty ones."""
    out: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end.group()[0] == "." and _is_inside(text, start, end.start(), end.end()):
            continue
        if piece := text[start : end.end()].strip():
            out.append(piece)
        start = end.end()
    if rest := text[start:].strip():
        out.append(rest)
    return out


def _is_inside(text: str, start: int, dot: int, end: int) -> bool:
    """True where the dot at ``dot`` belongs to an abbreviation, an initial or a list number: no sentence ends."""
    word = re.split(r"[\s(\[]", text[max(start, dot - 12) : dot])[-1].lower()
    following = text[end:].lstrip()[:1]
    if following.islower():
        return word in _ABBREVIATIONS or len(word) <= 3
    if word.isdigit():  # "1. Open the tank", "am 3. März"
        return text[start:dot].strip() == word or (len(word) <= 2 and following.isalpha())
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")
