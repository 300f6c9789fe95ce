"""Batches: what lands, what is named, and that results come while lines still go in."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.api.batch import BATCH_LIMIT, LINE_LIMIT, load, split_lines
from retrieval.documents import Article
from retrieval.index import IndexDown
from retrieval.ingest import PutResult
from tests.api.conftest import Served
from tests.conftest import Client


def line(name: str, **change: Any) -> bytes:
    return json.dumps(
        {"id": name, "title": f"About {name}", "body": f"All there is to say of {name}."} | change
    ).encode()


def results(text: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in text.splitlines()]


async def test_good_lines_land_and_bad_ones_are_named_with_line_and_reason(client: Client) -> None:
    body = b"\n".join(
        [
            b"\xef\xbb\xbf" + line("first"),
            b'{"id": "cut off", "title": ',
            b"",
            line("bad/type", title=7),
            b'{"id": "\xff"}',
            line("x" * 10, body="y" * (LINE_LIMIT + 1)),
            line("empty", body="   "),
            line("stray", colour="red"),
            b'"just a text"\r',
            line("last/one") + b"\r",
            line("first", body="Said anew."),
        ]
    )
    headers = client.auth() | {"Content-Type": "application/x-ndjson"}
    answer = await client.http.post("/v1/articles:batch", content=body, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    got = {row["line"]: (row["id"], row["status"], row["problem"]) for row in results(answer.text)}
    assert got[1] == ("first", "created", None)
    assert got[10] == ("last/one", "created", None)
    assert got[11] == ("first", "updated", None)
    assert 3 not in got
    for number, name, reason in [
        (2, None, "not JSON"),
        (4, "bad/type", "title: "),
        (5, None, "not UTF-8"),
        (6, None, "over 2 MB"),
        (7, "empty", "no text"),
        (8, "stray", "colour: unknown field"),
        (9, None, "object"),
    ]:
        found_id, status, problem = got[number]
        assert (found_id, status) == (name, "error"), number
        assert reason in str(problem), number
    read = await client.http.get("/v1/articles/first", headers=client.auth())
    assert read.json()["body"] == "Said anew."
    assert (await client.http.get("/v1/articles/bad%2Ftype", headers=client.auth())).status_code == 404


async def test_resolutions_come_in_batches_too(client: Client) -> None:
    messages = [
        {"author": "customer", "text": "The kettle leaks."},
        {"author": "agent", "text": "A new lid is on its way."},
    ]
    thread = {"id": "r/1", "channel": "sms", "messages": messages}
    answer = await client.http.post("/v1/resolutions:batch", json=thread, headers=client.auth())
    assert results(answer.text) == [{"line": 1, "id": "r/1", "status": "created", "problem": None, "taken_from": None}]


async def test_an_empty_batch_has_no_results(client: Client) -> None:
    for body in (b"", b"\n\n  \n"):
        answer = await client.http.post("/v1/articles:batch", content=body, headers=client.auth())
        assert (answer.status_code, answer.text) == (200, "")


async def test_a_form_is_no_batch(client: Client) -> None:
    headers = client.auth() | {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.http.post("/v1/articles:batch", content=b"a=b", headers=headers)
    assert answer.status_code == 415
    assert "application/x-ndjson" in answer.json()["detail"]


async def test_results_come_back_while_lines_still_go_in(served: Served) -> None:
    """Only the result of the first line, seen by the client, lets the last line be sent."""
    seen = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        for n in range(64):
            yield line(f"early-{n}") + b"\n"
        await seen.wait()
        yield line("late") + b"\n"

    rows = []
    # A client library would read only after it has written all, so this is done by hand.
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = (
        f"POST /v1/articles:batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {served.auth()['Authorization']}\r\n"
        "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode())

    async def write() -> None:
        async for piece in body():
            writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    writing = asyncio.create_task(write())
    async with asyncio.timeout(30):
        while raw := await reader.readline():
            if raw.startswith(b"{"):
                rows.append(json.loads(raw))
                seen.set()
        await writing
    writer.close()
    await writer.wait_closed()
    assert [row["id"] for row in rows] == [*(f"early-{n}" for n in range(64)), "late"]


async def test_a_sender_that_hangs_up_leaves_whole_documents_and_a_serving_service(served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = (
        f"POST /v1/articles:batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {served.auth()['Authorization']}\r\n"
        "Content-Length: 1000000\r\n\r\n"
    )
    writer.write(head.encode() + b"".join(line(f"n{n}") + b"\n" for n in range(64)) + line("half")[:20])
    async with asyncio.timeout(30):
        while not (await reader.readline()).startswith(b"{"):
            pass
    writer.close()
    await writer.wait_closed()
    me = (await served.http.get("/v1/me", headers=served.auth())).json()
    assert me["knowledge"]["articles"] == 64
    assert (await served.http.get("/v1/articles/half", headers=served.auth())).status_code == 404


async def test_a_batch_over_the_limit_is_refused_before_anything_is_kept(served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = (
        f"POST /v1/articles:batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {served.auth()['Authorization']}\r\n"
        f"Content-Length: {BATCH_LIMIT + 1}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode() + line("a") + b"\n")
    async with asyncio.timeout(30):
        answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 413")
    assert (await served.http.get("/v1/articles/a", headers=served.auth())).status_code == 404


async def _pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_an_index_that_fails_at_once_fails_the_batch() -> None:
    async def put_many(_: Sequence[Article]) -> list[PutResult]:
        raise IndexDown("gone")

    with pytest.raises(IndexDown):
        await anext(load(_pieces(line("a")), Article, put_many))


async def test_an_index_that_fails_later_fails_the_lines_it_fails() -> None:
    calls = 0

    async def put_many(documents: Sequence[Article]) -> list[PutResult]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise IndexDown("gone")
        return [PutResult(d.id, "created") for d in documents]

    body = _pieces(b"\n".join(line(str(n)) for n in range(150)))
    rows = [row async for chunk in load(body, Article, put_many) for row in chunk]
    assert [row.status for row in rows] == ["created"] * 64 + ["error"] * 64 + ["created"] * 22
    assert [row.line for row in rows] == list(range(1, 151))


@given(
    st.lists(st.binary(max_size=12).filter(lambda b: b"\n" not in b), max_size=8),
    st.lists(st.integers(1, 9), min_size=1, max_size=30),
)
async def test_lines_do_not_depend_on_how_the_body_is_cut(lines: list[bytes], cuts: list[int]) -> None:
    body, parts, at = b"\n".join(lines), [], 0
    for cut in cuts:
        parts.append(body[at : at + cut])
        at += cut
    parts.append(body[at:])
    got = [pair async for pair in split_lines(_pieces(*parts), limit=10)]
    expected = [(n, None if len(x) > 10 else x.strip()) for n, x in enumerate(lines, 1)]
    assert got == [(n, x) for n, x in expected if x != b""]
