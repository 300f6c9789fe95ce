"""Markdown and HTML become text that can be sent to a customer as it stands."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import Block, html_to_blocks, markdown_to_blocks, plain_text, text_to_blocks


def markdown(source: str, url: str | None = None) -> str:
    return plain_text(markdown_to_blocks(source, url=url))


def html(source: str, url: str | None = None) -> str:
    return plain_text(html_to_blocks(source, url=url))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Press **Save** and `Esc`.", "Press Save and Esc."),
        ("We refund within ~~60~~ 30 days.", "We refund within 30 days."),
        ("See [our policy](https://a.example/p).", "See our policy (https://a.example/p)."),
        ("See <https://a.example/p>.", "See https://a.example/p."),
        ("Write to [care@a.example](mailto:care@a.example).", "Write to care@a.example."),
        ("Write to [us](mailto:care@a.example).", "Write to us (care@a.example)."),
        ("[Up](#top) and [out](javascript:alert(1)).", "Up and [out](javascript:alert(1))."),
        ("![A picture](a.png)\n\nText ![gear](g.svg) here", "Text gear here"),
        ("a  \nb", "a\nb"),
        ("Fish &amp; chips", "Fish & chips"),
        ("Replace <your-domain> first.", "Replace <your-domain> first."),
        ("<!-- note to self -->\nText", "Text"),
    ],
)
def test_inline_markup_becomes_words(source: str, text: str) -> None:
    assert markdown(source) == text


def test_relative_links_are_resolved_against_the_article_and_dropped_without_one() -> None:
    source = "[Roles](users-roles.md#team) and [home](/start)"
    assert markdown(source) == "Roles and home"
    resolved = markdown(source, "https://help.example/docs/teams")
    assert resolved == "Roles (https://help.example/docs/users-roles#team) and home (https://help.example/start)"


def test_a_malformed_link_keeps_its_label() -> None:
    assert html('<a href="http://[::1">here</a>') == "here"


def test_lists_are_lines_and_keep_their_numbers_and_nesting() -> None:
    source = "3. Open\n4. Close\n   - gently\n   - twice\n\n- a\n- b"
    assert markdown(source) == "3. Open\n4. Close\n  - gently\n  - twice\n\n- a\n- b"


def test_tables_are_rows_divided_by_bars() -> None:
    blocks = markdown_to_blocks("| Part | Years |\n|--|--|\n| Burrs | 5 |\n| **Rest** | 2 |")
    assert [b.kind for b in blocks] == ["header", "row", "row"]
    assert plain_text(blocks) == "Part | Years\nBurrs | 5\nRest | 2"


def test_a_table_that_only_lays_out_a_mail_is_read_as_paragraphs() -> None:
    assert html('<table role="presentation"><tr><td><p>One</p><p>Two</p></td><td>Three</td></tr></table>') == (
        "One\n\nTwo\n\nThree"
    )


def test_tables_of_intercom_are_data_though_they_say_that_they_are_not() -> None:
    cells = (
        "<tr><td><h3>Plan</h3></td><td><h3><b>Seats</b></h3></td></tr><tr><td><p>Team</p></td><td><p>5</p></td></tr>"
    )
    table = f'<div class="intercom-interblocks-table-container"><table role="presentation">{cells}</table></div>'
    blocks = html_to_blocks(f"<h2>Plans</h2>{table}<p>After</p>")
    assert [(b.kind, b.path, b.text) for b in blocks] == [
        ("row", ("Plans",), "Plan | Seats"),
        ("row", ("Plans",), "Team | 5"),
        ("paragraph", ("Plans",), "After"),
    ]


def test_headings_in_items_and_cells_are_words_of_theirs() -> None:
    assert html("<ol><li><h4>Open it</h4><p>Pull hard.</p></li><li>Close it</li></ol>") == (
        "1. Open it\n  Pull hard.\n2. Close it"
    )


def test_headings_are_the_path_and_not_the_text() -> None:
    blocks = markdown_to_blocks("Intro\n\n# A {#top}\n\n## B\n\nb\n\n### C ¶\n\nc\n\n## D\n\nd")
    assert [(b.path, b.text) for b in blocks] == [
        ((), "Intro"),
        (("A", "B"), "b"),
        (("A", "B", "C"), "c"),
        (("A", "D"), "d"),
    ]


def test_a_fold_stands_under_its_summary() -> None:
    blocks = html_to_blocks("<h2>FAQ</h2><details><summary>Why?</summary>Because.</details><p>After</p>")
    assert [(b.path, b.text) for b in blocks] == [(("FAQ", "Why?"), "Because."), (("FAQ",), "After")]


def test_code_is_kept_as_it_is() -> None:
    source = "```js\nif (a < b) {\n  import x from 'y'\n  :::tip\n}\n```"
    (block,) = markdown_to_blocks(source)
    assert block.kind == "code"
    assert block.text == "if (a < b) {\n  import x from 'y'\n  :::tip\n}"


def test_mdx_becomes_plain_text() -> None:
    source = """
import useBaseUrl from '@docusaurus/useBaseUrl';
import {
  One,
  Two,
} from '../src/two';

<CtaBox
  headline="Buy > now"
  onClick={() => { go({ a: 1 }) }}
/>

* First step
<div class="browser"><img alt="Screenshot" src={useBaseUrl('img/a.png')} /></div>
* Second **step**

{/* hidden */}

:::tip Did you know?
It is *free*.
:::

:::warning[Careful]
Hot.
:::

> [!NOTE]
> Mind the gap.

<Tabs><TabItem value="mac" label="On a Mac">Press Cmd.</TabItem></Tabs>
"""
    assert markdown(source) == (
        "- First step\n- Second step\n\nDid you know?\n\nIt is free.\n\nCareful\n\nHot.\n\nMind the gap.\n\n"
        "On a Mac\n\nPress Cmd."
    )


def test_markdown_inside_html_is_read_and_code_there_is_not() -> None:
    source = "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>**Yes**, see [x](https://a.example)</td><td>`b`</td></tr>\n</table>"
    assert markdown(source) == "A | B\nYes, see x (https://a.example) | b"
    wide = "<table>\n  <tr>\n    <td>\n      One `a`\n\n    </td>\n    <td>Two</td>\n  </tr>\n"
    wide += "  <tr><td>3</td></tr>\n</table>\nEnd"
    assert markdown(wide) == "One a | Two\n3\n\nEnd"
    assert markdown("<div><pre>**no** `x`</pre></div>") == "**no** `x`"


def test_pages_lose_scripts_navigation_and_what_is_hidden() -> None:
    page = """<html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav>
      <main><h1>T</h1><p>Text<script>alert(1)</script> <span hidden>x</span><i aria-hidden="true">*</i></p>
      <p style="display: none">preheader</p></main><footer>Imprint</footer></body></html>"""
    assert html(page) == "Text"


def test_invisible_characters_are_gone() -> None:
    assert html("<p>re\u00adfund\u200b within\u00a030&nbsp;days</p>") == "refund within 30 days"


def test_plain_text_keeps_paragraphs_and_list_lines() -> None:
    assert text_to_blocks("One\r\nline\n\nSteps:\n1. a\n2. b") == [
        Block("paragraph", "One\nline"),
        Block("paragraph", "Steps:"),
        Block("item", "1. a", (), True),
        Block("item", "2. b", (), True),
    ]


@pytest.mark.parametrize("unit", ["<div>", "<ul><li>", "<b>", "<table><tr><td>"])
def test_endless_nesting_is_read_and_does_not_take_for_ever(unit: str) -> None:
    started = time.process_time()
    assert "word" in html(unit * 20_000 + "word")
    assert time.process_time() - started < 20  # quadratic parsing took minutes


@given(st.text(max_size=400))
def test_any_text_can_be_read(source: str) -> None:
    for blocks in (markdown_to_blocks(source), html_to_blocks(source), text_to_blocks(source)):
        assert all(b.text.strip() for b in blocks)


@given(st.text(alphabet="<>{}`:!#*-|[]()\"'=/\\ \nabDiv.", max_size=200))
def test_any_markup_can_be_read(source: str) -> None:
    for blocks in (markdown_to_blocks(source), html_to_blocks(source)):
        assert all(b.text.strip() for b in blocks)


def test_a_paragraph_longer_than_any_prose_is_not_read_for_marks() -> None:
    """Reading them takes time that grows with the square of its length; what is around it is read as ever."""
    flood = "[a](b) " * 4000
    first, second = markdown_to_blocks(f"{flood}\n\nSee *this* [page](https://help.example/x).")
    assert first.text == flood.strip()
    assert second.text == "See this page (https://help.example/x)."


def test_a_mark_that_never_closes_is_text() -> None:
    (block,) = markdown_to_blocks("Use `` a ` b and <that {/* too")
    assert "Use" in block.text
    assert "that" in block.text
