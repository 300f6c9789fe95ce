"""Names kept between questions, and made anew after writes."""

import asyncio

import pytest

from retrieval import lexicon
from retrieval.index import IndexDown, KnowledgeIndex
from retrieval.lexicon import Lexicon
from retrieval.scope import Scope
from tests.retrieval.tiny import passage, point

ACME, GLOBEX = Scope("acme"), Scope("globex")
SAID = ("is the acorn lodge quiet",)


async def put(index: KnowledgeIndex, scope: Scope, title: str) -> None:
    await index.put_passages(scope, [point(passage(f"{title}/{n}", "words", title=title)) for n in range(2)])


async def test_names_are_a_tenants_own(index: KnowledgeIndex) -> None:
    await put(index, ACME, "Acorn Lodge")
    await put(index, GLOBEX, "Bridge House")
    names = Lexicon(index)
    assert (await names.names(ACME)).spoken_of(SAID).titles
    assert not (await names.names(GLOBEX)).spoken_of(SAID).titles


async def test_what_is_written_becomes_a_name_beside_the_questions(
    index: KnowledgeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Lexicon(index)
    first = await names.names(ACME)
    await put(index, ACME, "Acorn Lodge")
    assert await names.names(ACME) is first  # made a moment ago
    monkeypatch.setattr(lexicon, "REST_S", 0.0)
    assert await names.names(ACME) is first  # this question doesn't wait
    for _ in range(500):
        await asyncio.sleep(0.01)
        if (later := await names.names(ACME)) is not first:
            break
    assert later.spoken_of(SAID).titles
    assert await names.names(ACME) is later


async def test_an_index_that_fails_later_leaves_the_names_there_are(
    index: KnowledgeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(index, ACME, "Acorn Lodge")
    names = Lexicon(index)
    first = await names.names(ACME)

    async def down(_: Scope) -> dict[str, int]:
        raise IndexDown("gone")

    monkeypatch.setattr(index, "titles", down)
    monkeypatch.setattr(lexicon, "FRESH_S", 0.0)
    for _ in range(3):
        assert await names.names(ACME) is first
        await asyncio.sleep(0.01)
    with pytest.raises(IndexDown):
        await Lexicon(index).names(ACME)
