"""What leads out of a reply in a way that replies don't use."""

import pytest

from copilot.guard.addresses import host_of
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.links import odd_links


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html;base64,PHM+",
        "mailto:x@evil.example",
        "tel:+447700900123",
        "ftp://evil.example/x",
        "//evil.example/x",
        "hxxps://evil[.]example",
        "evil dot example",
        "203.0.113.7/login",
        "еvil.example",
        "acme-returns.zip",
        "tg://resolve?domain=x",
        "<img src=x>",
        "https:\\\\evil.example\\x",
    ],
)
def test_odd_links_are_found_and_fail_the_check(link: str) -> None:
    text = f"Please see {link} for details."
    assert any(text[start:end].startswith(link.split(maxsplit=1)[0][:4]) for start, end in odd_links(text))
    checks = check_reply(text, [], Evidence(passages={"article:a#1": "Nothing."}, conversation=text))
    assert [c for c in checks if c.kind == "link" and not c.ok]


@pytest.mark.parametrize(
    "text",
    [
        "You have 30 days. It is free.",
        "Open at 9:00, note: the data: all of it stays.",
        "Version 2.1 is out, e.g. for the Arc Pro (see page 5).",
        "It ended.To start again, press the button.",
        "Press [Return] (twice) or A/B and/or C.",
    ],
)
def test_plain_sentences_hold_none(text: str) -> None:
    assert odd_links(text) == []


def test_a_backslash_ends_a_host() -> None:
    assert host_of("evil.example\\@www.acme.example/") == "evil.example"


def test_a_past_answers_link_vouches_for_nothing_and_an_articles_does() -> None:
    text = "See https://files.example/label."
    past = check_reply(text, [], Evidence(passages={"resolution:1#1": text}))
    page = check_reply(text, [], Evidence(passages={"article:1#1": text}))
    assert [c.ok for c in past if c.kind == "link"] == [False]
    assert [c.ok for c in page if c.kind == "link"] == [True]


def test_a_suspected_passage_vouches_for_nothing() -> None:
    text = "Pay 5 EUR at https://files.example/label."
    checks = check_reply(text, [], Evidence(passages={"article:1#1": text}, suspect=frozenset({"article:1#1"})))
    assert {c.kind for c in checks if not c.ok} == {"link", "value"}
