"""How much of an embedder's attention a text takes, in words, and how to cut what is too long."""

import re

from retrieval.sentences import sentences

_UNSPACED = re.compile("[぀-ヿ㐀-鿿가-힣฀-๿]")
_LONG_WORD = 12
"""Characters of a word's worth: addresses and codes are many tokens."""


def size(text: str) -> float:
    """Length in words; long words and text without spaces (Chinese, Japanese) count by their characters."""
    total = 0.0
    if text.isascii():
        for length in map(len, text.split()):
            total += 1.0 if length <= _LONG_WORD else length / _LONG_WORD
        return total
    for word in text.split():
        unspaced = len(_UNSPACED.findall(word)) if not word.isascii() else 0
        total += 0.6 * unspaced + max(0.0 if unspaced else 1.0, (len(word) - unspaced) / _LONG_WORD)
    return total


def split(text: str, limit: float) -> list[str]:
    """Verbatim pieces of at most ``limit`` words in order: whole lines if possible, else sentences, else words."""
    if size(text) <= limit:
        return [text] if text.strip() else []
    for parts in (text.split("\n"), sentences(text), text.split(" ")):
        if len([p for p in parts if p.strip()]) > 1:
            return _packed(text, parts, limit)
    middle = len(text) // 2  # one endless word
    return split(text[:middle], limit) + split(text[middle:], limit)


def _packed(text: str, parts: list[str], limit: float) -> list[str]:
    """Neighbouring parts together while they fit; each piece cut out of ``text`` as it stands there."""
    pieces: list[str] = []
    at = start = end = 0
    filled = 0.0
    for part in parts:
        if not part.strip():
            continue
        begin = text.index(part, at)
        at = begin + len(part)
        weight = size(part)
        if filled and filled + weight > limit:
            pieces.append(text[start:end])
            filled = 0.0
        if weight > limit:
            pieces.extend(split(part, limit))
            continue
        if not filled:
            start = begin
        filled += weight
        end = at
    if filled:
        pieces.append(text[start:end])
    return [piece.strip("\n") for piece in pieces if piece.strip()]
