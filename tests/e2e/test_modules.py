"""The page's pure functions, run in the browser that they are written for."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.fake_api import FakeApi

Run = Callable[[str, str, Any], Any]


@pytest.fixture
def run(api: FakeApi, open_page: Callable[..., Page]) -> Run:
    """Runs an arrow function with a module's exports and an argument."""
    page = open_page(api.url)

    def call(module: str, arrow: str, argument: Any) -> Any:
        return page.evaluate(f"async (a) => ({arrow})(await import('/static/js/{module}'), a)", argument)

    return call


PARSE = """async (m, pieces) => {
  const bytes = new TextEncoder().encode(pieces.join(""));
  const cuts = pieces.map((p) => new TextEncoder().encode(p).length);
  let at = 0;
  const parts = cuts.map((n) => bytes.slice(at, (at += n)));
  const out = [];
  const body = new ReadableStream({ start(c) { parts.forEach((p) => c.enqueue(p)); c.close(); } });
  for await (const e of m.parseEvents(body)) out.push([e.name, e.data, e.id ?? null]);
  return out;
}"""


def test_events_are_read_whatever_the_pieces(run: Run) -> None:
    stream = (
        ': ping\n\nid: a:1\nevent: reply\ndata: {"text":"für ☕🙂"}\n\n'
        'event: reason\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata:{"b":2}\n\nevent: cut\ndata: {"c"'
    )
    expected = [["reply", {"text": "für ☕🙂"}, "a:1"], ["reason", {"a": 1}, "a:1"], ["message", {"b": 2}, "a:1"]]
    assert run("api.js", PARSE, [stream]) == expected
    assert run("api.js", PARSE, list(stream)) == expected


def test_events_are_read_when_a_character_is_cut_in_two(run: Run) -> None:
    arrow = """async (m) => {
      const bytes = new TextEncoder().encode('event: x\\ndata: "☕"\\n\\n');
      const body = new ReadableStream({ start(c) { bytes.forEach((b) => c.enqueue(Uint8Array.of(b))); c.close(); } });
      const out = [];
      for await (const e of m.parseEvents(body)) out.push(e.data);
      return out;
    }"""
    assert run("api.js", arrow, None) == ["☕"]


def test_a_text_is_cut_where_citations_and_failed_checks_begin_and_end(run: Run) -> None:
    """Overlapping spans, beyond the end, and passed checks that mark nothing."""
    given = {
        "text": "🙂 It takes 14 days.",
        "citations": [
            {"start": 2, "end": 18, "number": 2},
            {"start": 2, "end": 18, "number": 1},
            {"start": 0, "end": 99, "number": 3},
        ],
        "checks": [
            {"ok": False, "start": 11, "end": 18, "kind": "value"},
            {"ok": True, "start": 0, "end": 4, "kind": "link"},
            {"ok": False, "start": None, "end": None, "kind": "language"},
        ],
    }
    arrow = """(m, a) => m.pieces(a.text, a.citations, a.checks)
        .map((p) => [p.text, p.flags.length, p.cites.map((c) => c.number)])"""
    assert run("text.js", arrow, given) == [
        ["🙂 ", 0, []],
        ["It takes ", 0, []],
        ["14 days", 1, [1, 2]],
        [".", 0, [3]],
    ]


QUOTES = [
    ("one two three", "two", "two"),
    ("one\n two\u00a0 three", "one two three", "one\n two\u00a0 three"),
    ("costs 5 (EUR) a+b", "5 (EUR) a+b", "5 (EUR) a+b"),
    ("one two", "three", None),
    ("one two", "  ", None),
]


def test_a_quote_is_found_though_white_space_differs(run: Run) -> None:
    arrow = "(m, a) => a.map(([t, q]) => { const r = m.findQuote(t, q); return r && t.slice(...r); })"
    assert run("text.js", arrow, [[t, q] for t, q, _ in QUOTES]) == [found for _, _, found in QUOTES]


def test_a_mail_is_cut_into_text_signature_and_quotes(run: Run) -> None:
    mail = "Hello,\n\nyes.\n\nOn Monday, Ann <a@b.example> wrote:\n> no\n> really\n\nBelow\n-- \nTom\n> > old"
    arrow = "(m, a) => m.mailParts(a).map((p) => [p.kind, p.text])"
    assert run("text.js", arrow, mail) == [
        ["text", "Hello,\n\nyes."],
        ["quote", "On Monday, Ann <a@b.example> wrote:\n> no\n> really"],
        ["text", "Below"],
        ["signature", "Tom"],
        ["quote", "> > old"],
    ]


INITIALS = {"Hannah Whitcombe": "HW", "Claire Devereux (Kestrel & Fenn)": "CD", "Étienne": "É", "": "?"}


def test_initials_are_of_the_first_and_last_name(run: Run) -> None:
    assert run("text.js", "(m, a) => a.map(m.initials)", [*INITIALS, None]) == [*INITIALS.values(), "?"]
