"""JSON as models write it: what is read, what is left out, and what is no JSON."""

from typing import Any

import pytest

from copilot.llm import LlmFailed, read_json


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '```json\n{"a": 1}\n```',
        '```\n{"a": 1}',
        'Here you are: {"a": 1} I hope it helps.',
        'See [1] {so}: {"a": 1}',
        ' \n{"a":\n1}',
        '{"a": 1,}',
        "{'a': 1}",
        '{"a": 1}}',
        '{"a": 1, "b": "cut of',
        '{"a": 1, "b": 12',
        '{"a": 1, "b',
    ],
)
def test_what_stands_around_it_or_is_missing_does_no_harm(text: str) -> None:
    assert read_json(text) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': 'it\\'s', 'b': 'don't, please'}", {"a": "it's", "b": "don't, please"}),
        ("{'a': True, 'b': None, 'c': [1.5, -2,],}", {"a": True, "b": None, "c": [1.5, -2]}),
        ("{'a': 'say \"yes\"\\n', \"b\": 'é'}", {"a": 'say "yes"\n', "b": "é"}),
        ('{"a": "two\nlines"}', {"a": "two\nlines"}),
        ('{"a": "x", "b": ["y", "z', {"a": "x"}),
        ('{"a": "x", "b": ["y", "z"], "c": {"d": 1', {"a": "x", "b": ["y", "z"]}),
        ('{"a": [1, 2]', {"a": [1, 2]}),
        ("[{'a': 1}]", [{"a": 1}]),
    ],
)
def test_slips_are_mended_and_what_was_cut_is_left_out_whole(text: str, value: Any) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "No.", "{", '{"a', '{"a": 1', "{a: 1}", '{"a" 1}', '["a", "b', "{" * 5000, '{"a":' * 5000, "'" * 9000],
)
def test_what_is_none_is_a_bad_answer(text: str) -> None:
    with pytest.raises(LlmFailed) as failed:
        read_json(text)
    assert failed.value.code == "llm_bad_answer"
