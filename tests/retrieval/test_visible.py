"""What nobody sees is taken out; what makes a glyph stays; a stream is the same at any cut."""

import pytest

from retrieval.visible import VisibleStream, hidden, visible

TEXTS = {
    "a\u200bb\u2060c\ufeff": "abc",
    "\u202eevil\u202c": "evil",
    "x" + "".join(chr(0xE0000 + ord(c)) for c in "hidden"): "x",
    "\U0001f468\u200d\U0001f469 \u2764\ufe0f": "\U0001f468\u200d\U0001f469 \u2764\ufe0f",
    "\U0001f600" + "\U000e0141" * 9: "\U0001f600",
    "می\u200cخواهم": "می\u200cخواهم",
    "so\u00adft\x00": "soft",
    "plain\n\ttext": "plain\n\ttext",
}


@pytest.mark.parametrize(("text", "seen"), TEXTS.items())
def test_only_what_is_seen_stays(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert len(visible(text)) + len(hidden(text)) == len(text)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_stream_says_the_same_at_any_cut(size: int) -> None:
    for text, seen in TEXTS.items():
        stream = VisibleStream()
        pieces = [stream.feed(text[i : i + size]) for i in range(0, len(text), size)]
        assert "".join(pieces) + stream.finish() == seen
