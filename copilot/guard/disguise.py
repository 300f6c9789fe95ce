"""What a text says behind a disguise: lookalike letters, leetspeak, spaced or reversed words, encodings. Pure."""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from retrieval.visible import visible

# Letters of other alphabets that look like Latin ones; in lower case, as text is folded.
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһӏвкмнтгзԛԝɡαερουκινητχωβγδɑɩ’‘`´“”„",
    "aeopcyxijsdhlbkmhtr3qwgaepoukivntxwbydai''''\"\"\"",
)
_LEET = str.maketrans("013457@$!|", "oieastasil")
_RUN, _LETTER = re.compile(r"[\w@$!|]+"), re.compile("[a-z]")
_SPACED = re.compile(r"(?<!\w)(?:\w[ ._*-])+\w(?!\w)")
_SPELT = re.compile(r"(?<!\w)(?:\w[ ._*-]){3,}\w(?!\w)")
_BASE64 = re.compile(r"(?<![\w+/-])(?:[A-Za-z0-9+/_-]{16,}={0,2}(?:\s+(?=[A-Za-z0-9+/_-]{16}))?)+(?![\w+/])")
_BASE32 = re.compile(r"(?<!\w)[A-Z2-7]{24,}={0,6}(?!\w)")
_HEX = re.compile(r"(?<!\w)(?:0x)?(?:[0-9a-f]{2}[ :]?){12,}(?!\w)", re.IGNORECASE)
_ESCAPED = re.compile(r"(?<!\\)(?:\\+(?:u\{?[0-9a-f]{4,6}\}?|x[0-9a-f]{2}))", re.IGNORECASE)
_BITS = re.compile(r"(?<!\d)(?:[01]{8}\s?){8,}(?!\d)")
_DECIMAL = re.compile(r"(?<!\d)(?:\d{2,3}[ ,]\s?){10,}\d{2,3}(?!\d)")
_BACKWARDS = re.compile(r"erongi|drageris|snoitc|tpmorp|laever|ylper|remotsuc|rewsna|selur")
_WORDY = re.compile(r"[a-z' ]", re.IGNORECASE)


def folded(text: str) -> str:
    """Lower case, composed, nothing invisible, lookalikes as Latin letters, one space between words."""
    text = unicodedata.normalize("NFKC", visible(text)).casefold().translate(_LOOKS)
    return re.sub(r" ?\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", text))


def unleet(text: str) -> str:
    """Digits and marks inside words as the letters they stand for."""
    return _RUN.sub(lambda m: m[0].translate(_LEET) if _LETTER.search(m[0]) else m[0], text)


def joined(text: str) -> str:
    """Words that were spelt letter by letter."""
    apart = re.sub(r"\s{2,}|\|", "\n", unicodedata.normalize("NFKC", visible(text)).casefold())
    return _SPACED.sub(lambda m: re.sub(r"[ ._*-]", "", m[0]), apart).replace("\n", " ") if _SPELT.search(apart) else ""


def spoken_backwards(text: str) -> str:
    """The text from its end, where words of orders stand in it backwards."""
    return text[::-1] if _BACKWARDS.search(text) else text


def decoded(text: str) -> Iterator[str]:
    """What encoded stretches of the text say, where that is text."""
    for m in _BASE64.finditer(text):
        yield from _readable(_base64(re.sub(r"\s", "", m[0])))
    for m in _BASE32.finditer(text):
        try:
            yield from _readable(base64.b32decode(m[0].rstrip("=") + "=" * (-len(m[0].rstrip("=")) % 8)))
        except (binascii.Error, ValueError):
            continue
    for m in _HEX.finditer(text):
        digits = re.sub(r"^0x|[ :]", "", m[0], flags=re.IGNORECASE)
        yield from _readable(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    for m in _BITS.finditer(text):
        yield from _readable(bytes(int(b, 2) for b in re.findall(r"[01]{8}", m[0])))
    for m in _DECIMAL.finditer(text):
        numbers = [int(n) for n in re.findall(r"\d+", m[0])]
        yield from _readable(bytes(n for n in numbers if n < 256))
    if len(_ESCAPED.findall(text)) > 5:
        yield _ESCAPED.sub(_character, text)
    for plain in (html.unescape(text), unquote(text)):
        if plain != text:
            yield plain
    turned = codecs.decode(text, "rot13")
    if _STOPS.search(turned) and not _STOPS.search(text):
        yield turned


_STOPS = re.compile(
    r"\b(?:the|and|your|all|previous|instructions|reply|customer|die|und|alle|los|les)\b", re.IGNORECASE
)


def _base64(digits: str) -> bytes:
    plain = digits.rstrip("=").translate(str.maketrans("-_", "+/"))
    plain = plain[: len(plain) - 1] if len(plain) % 4 == 1 else plain
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def _readable(raw: bytes) -> Iterator[str]:
    """The bytes as text, where most of it is letters."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    if len(text) >= 8 and len(_WORDY.findall(text)) > 0.75 * len(text):
        yield text


def _character(m: re.Match[str]) -> str:
    code = int(re.sub(r"[^0-9a-f]", "", m[0][m[0].rindex("\\") + 2 :], flags=re.IGNORECASE), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
