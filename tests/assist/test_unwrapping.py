"""JSON and code fences around a reply: taken off where it is plain what the reply is, else left and found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.assist.unwrapping import Unwrapper, packaging
from tests import llm_stub as stub
from tests.assist.conftest import RETURN, Company, ask
from tests.assist.test_written import events, last

TEXT = 'Hello Hannah,\n\nyou can "return" it within 30 days [1].\n\nYour Acme team'


def unwrapped(text: str, *, size: int = 4, several: bool = True) -> str:
    stage = Unwrapper(several=several)
    return "".join(stage.feed(text[n : n + size]) for n in range(0, len(text), size)) + stage.finish()


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "raw",
    [
        json.dumps({"reply": TEXT}),
        "\n  " + json.dumps({"reply": TEXT, "citations": [1], "confidence": 0.9, "language": "en"}, indent=2) + "\n",
        "```json\n" + json.dumps({"Reply": TEXT}) + "\n```",
        "```\n" + TEXT + "\n```\n",
        "```text\n" + TEXT + "```",
        json.dumps({"replies": [TEXT]}),
        json.dumps([{"text": TEXT, "citations": [{"n": 1}]}]),
        '{"reply": "' + TEXT.replace('"', '\\"') + '",}',
    ],
)
def test_a_reply_in_a_plain_packaging_is_taken_out(raw: str, size: int) -> None:
    assert unwrapped(raw, size=size) == TEXT
    assert packaging(TEXT) is None


def test_several_replies_in_a_list_stay_several_where_they_were_asked_for() -> None:
    raw = json.dumps({"replies": ["Yes, it is free.", {"text": "Which one is it?"}]})
    assert unwrapped(raw) == "Yes, it is free.\n---\nWhich one is it?"
    assert packaging(unwrapped(raw, several=False)) is not None


@pytest.mark.parametrize(
    "raw",
    [
        '{"greeting": "Hi", "body": "It is free."}',
        '{"reply": "It is free.", "answer": "It is not."}',
        '{"reply": {"de": "Ja", "en": "Yes"}}',
        '{"reply": "It is fr',
        '{"foo": "It is free."}',
        '["It is free", 7]',
        'Here you are: {"reply": "It is free."}',
        '{"reply": "It is free."} or {"reply": "It is not."}',
        '{"reply": "It is free."} I hope that helps.',
    ],
)
def test_what_is_not_plain_stays_as_it_is_and_is_found(raw: str) -> None:
    assert unwrapped(raw) == raw
    assert packaging(raw) is not None


@pytest.mark.parametrize(
    "text",
    [
        "[1] says that it is free.",
        "{name} is missing here.",
        "Hello,\n```\ncode\n```\nBye",
        "`E3` means no water.",
        "Set \"mode\": 'fast' in the file.",
        "",
        "[",
        "  {",
    ],
)
def test_a_text_without_packaging_stays_as_it_is(text: str) -> None:
    assert unwrapped(text) == text
    assert packaging(text) is None


@given(st.text(max_size=60), st.integers(1, 9))
def test_any_text_in_json_comes_out_and_no_text_fails(text: str, size: int) -> None:
    unwrapped(text, size=size)
    assert unwrapped(json.dumps({"reply": f"A{text}."}), size=size) == f"A{text}."


async def test_a_model_that_answers_with_json_is_read_cited_and_checked(company: Company) -> None:
    script = stub.answer("```json\n" + json.dumps({"reply": TEXT}) + "\n```", size=5)
    found, _ = await events(company, script, ask(RETURN, want=["replies"], max_replies=1))
    reply = last(found).replies[0]
    assert reply.text == TEXT.replace(" [1]", "")
    assert reply.citations
    assert not [c for c in reply.checks if not c.ok]


async def test_json_that_can_not_be_taken_off_is_shown_flagged(company: Company) -> None:
    raw = '{"greeting": "Hello Hannah,", "body": "It is free."}'
    found, _ = await events(company, stub.answer(raw), ask(RETURN, want=["replies"], max_replies=1))
    reply = last(found).replies[0]
    assert reply.text == raw
    assert "JSON" in next(c.detail for c in reply.checks if c.kind == "consistency" and not c.ok)
