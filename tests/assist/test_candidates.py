"""One stream cut into several replies, at any cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.assist.candidates import Splitter


def run(pieces: list[str], *, cuts: bool = True) -> list[str]:
    splitter = Splitter(cuts)
    out = [""]
    for part in [p for piece in pieces for p in splitter.feed(piece)] + splitter.finish():
        if part is None:
            out.append("")
        else:
            out[-1] += part
    return out


@pytest.mark.parametrize(
    "divider",
    ["---", "-----", "***", "* * *", "___", "===", "---\r", "  --- ", "Reply 2:", "**Reply 2:**", "### Reply 2",
     "Antwort 2", "---\n\nReply 2:", "Reply #2:", "—--"],
)  # fmt: skip
def test_a_divider_in_many_shapes_parts_two_replies_and_is_in_neither(divider: str) -> None:
    first, second = run([f"Hello,\nit is 5 days.\n\n{divider}\n\nWhich order is it?"])
    assert (first.strip(), second.strip()) == ("Hello,\nit is 5 days.", "Which order is it?")


def test_a_title_in_the_line_of_the_reply_is_taken_off() -> None:
    assert [r.strip() for r in run(["Reply 1: Yes.\n\nReply 2: No."])] == ["Yes.", "No."]


@pytest.mark.parametrize(
    "text",
    ["- one\n- two\n", "1. Open it.\n2. Close it.", "Kind regards\n-- \nMaya", "Reply to this message.", "a --- b",
     "Antworten Sie bitte.", "*really* now", "Your order 12-34", "Reply 5 times."],
)  # fmt: skip
def test_what_is_no_divider_stays(text: str) -> None:
    assert run([text]) == [text]


def test_a_line_with_a_long_run_of_blanks_is_read_in_no_time_to_speak_of() -> None:
    for begins in ("x", "reply", "Reply 1", "-", "*"):
        text = begins + " " * 50_000 + "y"
        assert run([text]) == [text]


def test_dividers_at_the_ends_make_no_empty_reply() -> None:
    assert [r.strip() for r in run(["---\nOne.\n---\n---\nTwo.\n---\n"])] == ["One.", "Two."]


def test_where_one_text_is_asked_for_nothing_is_cut() -> None:
    assert run(["One.\n---\nAcme"], cuts=False) == ["One.\n---\nAcme"]


@given(
    st.lists(
        st.sampled_from(["a", "Hi ", "\n", "---", "-", "**", "* ", "Reply ", "2", ":", " ", "\r\n", "="]), max_size=16
    ),
    st.data(),
)
def test_any_cut_gives_the_same(parts: list[str], data: st.DataObject) -> None:
    whole = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert run(pieces) == run([whole])
