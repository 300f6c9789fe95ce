"""What servers were seen to send, or might: each with the code it must end in, or None where the answer is good."""

from typing import Any

from tests import llm_stub as stub
from tests.llm_stub import EVENTS, chunk, delta, event, events, raw, whole_json

GOOD = "E3 means that the pump draws no water [1]."
_HALF, _REST = GOOD[:20], GOOD[20:]
_SAID, _END, _DONE = chunk(GOOD), chunk(None, "stop"), b"data: [DONE]\n\n"
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/ev"
_CALL = [{"index": 0, "id": "a", "type": "function", "function": {"name": "refund", "arguments": "{}"}}]


def _ends(reason: Any) -> stub.Script:
    return events(_SAID, chunk(None, reason))


def _used(usage: Any) -> stub.Script:
    return events(_SAID, _END, event({"choices": [], "usage": usage}))


def _error(**error: Any) -> stub.Script:
    return events(event({"error": {"message": "no", **error}}))


def _kind(line: bytes) -> stub.Script:
    return raw(EVENTS.replace(b"content-type: text/event-stream\r\n", line), _SAID, _END, _DONE)


FAULTS: dict[str, tuple[stub.Script, str | None]] = {
    # --- the connection ---
    "reset in the head": (raw(_HEAD, then="reset"), "llm_unavailable"),
    "closed in the head": (raw(_HEAD), "llm_unavailable"),
    "silent in the head": (raw(_HEAD, then="silence"), "llm_timeout"),
    "reset in the stream": (raw(EVENTS, chunk(_HALF), then="reset"), "llm_cut_short"),
    "no HTTP": (raw(b"220 mail.example ESMTP\r\n"), "llm_unavailable"),
    "a megabyte of headers": (raw(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 1_000_000), "llm_unavailable"),
    "shorter than told": (
        raw(EVENTS.replace(b"connection", b"content-length: 9999\r\nconnection"), _SAID, _END),
        None,
    ),
    "sent elsewhere": (stub.redirect("http://127.0.0.1:9/v1/chat/completions", 302), "llm_unavailable"),
    "204": (raw(b"HTTP/1.1 204 No\r\nconnection: close\r\n\r\n"), "llm_bad_answer"),
    "an empty page": (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"), "llm_bad_answer"),
    "500 without an end": (stub.endless_error, "llm_unavailable"),
    "compressed": (stub.compressed(GOOD), "llm_bad_answer"),
    "compressed garbage": (
        raw(EVENTS.replace(b"connection", b"content-encoding: gzip\r\nconnection"), b"\x1f\x8b\x08garbage"),
        "llm_bad_answer",
    ),
    "a compressed bomb": (stub.bomb(), "llm_bad_answer"),
    # --- the stream's form ---
    "CRLF": (raw(EVENTS, (_SAID + _END + _DONE).replace(b"\n", b"\r\n")), None),
    "CR": (raw(EVENTS, (_SAID + _END + _DONE).replace(b"\n", b"\r")), None),
    "a byte order mark": (raw(EVENTS, b"\xef", b"\xbb\xbf" + chunk(_HALF), chunk(_REST), _END, _DONE), None),
    "heartbeats": (events(b": hi\n\n", chunk(_HALF), b":\n\n", b"event: ping\ndata: {}\n\n", chunk(_REST), _END), None),
    "no space after the colon": (events((_SAID + _END).replace(b"data: ", b"data:")), None),
    "content type in capitals": (_kind(b"Content-Type: Text/Event-Stream; charset=utf-8\r\n"), None),
    "no content type": (_kind(b""), None),
    "empty events": (events(chunk("") * 2000, _SAID, chunk("") * 2000, _END), None),
    "empty events for ever": (stub.empty_for_ever, "llm_timeout"),
    "an event nested too deep": (events(b"data: " + b"[" * 100_000 + b"\n\n"), "llm_bad_answer"),
    "an event that is a list": (events(event([1])), "llm_bad_answer"),
    "an event that is null": (events(event(None)), "llm_bad_answer"),
    "only done": (events(), "llm_bad_answer"),
    # --- choices and deltas ---
    "choices are null": (events(event({"choices": None})), "llm_bad_answer"),
    "choices are an object": (events(event({"choices": {"a": 1}})), "llm_bad_answer"),
    "the role first": (events(delta({"role": "assistant"}), delta({"content": ""}), _SAID, _END), None),
    "deltas of null": (events(delta(None), delta({"content": GOOD}), delta(None, "stop")), None),
    "no delta at the end": (events(_SAID, event({"choices": [{"index": 0, "finish_reason": "stop"}]})), None),
    "the least of an event": (events(event({"choices": [{"delta": {"content": GOOD}}]}), _END), None),
    "content in parts": (
        events(
            delta({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "SECRET"}]}]}),
            delta({"content": [{"type": "text", "text": None}, {"type": "text", "text": GOOD}]}),
            _END,
        ),
        None,
    ),
    "content is a number": (events(delta({"content": 5}), _END), "llm_bad_answer"),
    "another choice between": (
        events(chunk(_HALF), event({"choices": [{"index": 1, "delta": {"content": "SECRET"}}]}), chunk(_REST), _END),
        None,
    ),
    "more after the end": (events(_SAID, _END, chunk("SECRET")), None),
    "filter results first": (events(event({"choices": [], "prompt_filter_results": [{}]}), _SAID, _END), None),
    # --- reasoning ---
    "reasoning in lines": (events(delta({"content": f"<think>\nSECRET\n</think>\n\n{GOOD}"}), _END), None),
    "reasoning in other fields": (
        events(delta({"reasoning_content": "SECRET"}), delta({"reasoning": "SECRET"}), _SAID, _END),
        None,
    ),
    "nothing but reasoning": (events(delta({"reasoning_content": "SECRET"}), _END), "llm_bad_answer"),
    "reasoning for ever": (stub.thinks_for_ever, "llm_timeout"),
    # --- the end ---
    "end_turn": (_ends("end_turn"), None),
    "content_filter": (_ends("content_filter"), "llm_refused"),
    "SAFETY": (_ends("SAFETY"), "llm_refused"),
    "max_tokens": (_ends("max_tokens"), "llm_cut_short"),
    "MAX_TOKENS": (_ends("MAX_TOKENS"), "llm_cut_short"),
    "model_length": (_ends("model_length"), "llm_cut_short"),
    "finish_reason error": (_ends("error"), "llm_cut_short"),
    "a tool instead": (events(delta({"tool_calls": _CALL}), delta({}, "tool_calls")), "llm_bad_answer"),
    "a tool after words": (events(_SAID, delta({"tool_calls": _CALL}, "tool_calls")), "llm_bad_answer"),
    "a function": (events(delta({"function_call": {"name": "x"}}, "function_call")), "llm_bad_answer"),
    # --- what was used ---
    "no usage": (events(_SAID, _END), None),
    "negative usage": (_used({"prompt_tokens": -5, "completion_tokens": "12"}), None),
    "usage in words": (_used("many"), None),
    "usage beyond belief": (_used({"prompt_tokens": 10**30, "completion_tokens": 10**30}), None),
    # --- errors of status 200 ---
    "an error event": (_error(code="x"), "llm_unavailable"),
    "an error event in words": (events(event({"error": "no"})), "llm_unavailable"),
    "an error event of 429": (_error(code=429), "llm_busy"),
    "an error event of a filter": (_error(code="content_filter"), "llm_refused"),
    "an error of another form": (events(event({"object": "error", "message": "no", "code": 400})), "llm_bad_answer"),
    "an error in one piece": (whole_json({"error": {"message": "no"}}), "llm_bad_answer"),
    "a refusal in one piece": (
        whole_json({"choices": [{"message": {"content": None, "refusal": "no"}, "finish_reason": "stop"}]}),
        "llm_refused",
    ),
    "a tool in one piece": (
        whole_json({"choices": [{"message": {"tool_calls": _CALL}, "finish_reason": "tool_calls"}]}),
        "llm_bad_answer",
    ),
    "reasoning in one piece": (
        whole_json({"choices": [{"message": {"content": f"<think>SECRET</think>{GOOD}"}, "finish_reason": "stop"}]}),
        None,
    ),
    "a list in one piece": (whole_json([1]), "llm_bad_answer"),
    "a message of words": (whole_json({"choices": [{"message": "hi", "finish_reason": "stop"}]}), "llm_bad_answer"),
}  # fmt: skip
