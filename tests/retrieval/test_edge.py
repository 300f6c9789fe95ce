"""The engine in this process: what is beside the conformance of test_index.py."""

import json
from pathlib import Path

import pytest
import qdrant_edge as q

from retrieval.edge import EdgeIndex
from retrieval.index import IndexDown, IndexFull, IndexMismatch
from retrieval.scope import Scope
from tests.retrieval.tiny import TinyEmbedder, embed, passage, point, record

ACME = Scope("acme")


async def filled(path: Path, tiny: TinyEmbedder) -> None:
    index = await EdgeIndex.open(path, tiny)
    await index.put_passages(ACME, [point(passage("a", "red apple"))])
    await index.put_record(ACME, record("a"))
    await index.close()


async def test_a_closed_index_opens_with_everything(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await filled(tmp_path / "x", tiny)
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    (hit,) = await index.search(ACME, "article", embed("red apple"), None, limit=5)
    assert hit.passage.text == "red apple"
    assert len(await index.records(ACME, [("article", "a")])) == 1
    await index.close()


async def test_an_index_of_before_loses_what_is_only_checked(tmp_path: Path, tiny: TinyEmbedder) -> None:
    """Older versions had the engine index every field; deleting by what it only checks goes on all the same."""
    await filled(tmp_path / "x", tiny)
    folder = tmp_path / "x" / "store" / "shard"
    shard = q.EdgeShard.load(str(folder))
    shard.update(q.UpdateOperation.create_field_index("generation", q.KeywordIndexParams()))
    shard.update(q.UpdateOperation.create_field_index("updated_at", q.IntegerIndexParams(lookup=False, range=True)))
    shard.flush()
    shard.close()
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    await index.put_passages(ACME, [point(passage("a", "green apple"), "g2")])
    await index.delete_passages(ACME, "article", "a", keep="g2")
    (hit,) = await index.search(ACME, "article", embed("red apple"), None, limit=5)
    assert hit.passage.text == "green apple"
    await index.close()
    shard = q.EdgeShard.load(str(folder))
    assert {"tenant", "source_id"} <= set(shard.info().payload_schema)
    assert not {"generation", "updated_at"} & set(shard.info().payload_schema)
    shard.close()


async def test_closing_twice_is_fine_and_a_closed_index_says_so(tmp_path: Path, tiny: TinyEmbedder) -> None:
    index = await EdgeIndex.open(tmp_path, tiny)
    await index.close()
    await index.close()
    with pytest.raises(IndexDown, match="closed"):
        await index.count(ACME, "article")


async def test_vectors_of_another_model_are_refused_in_words(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await filled(tmp_path / "x", tiny)
    other = TinyEmbedder("other:1")
    other.name = "other"
    with pytest.raises(IndexMismatch, match=r"embedding model tiny, and other is .*COPILOT_EMBEDDINGS_MODEL"):
        await EdgeIndex.open(tmp_path / "x", other)
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    assert await index.count(ACME, "article") == 1
    await index.close()


async def test_another_version_of_the_same_model_is_told_as_such(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await filled(tmp_path / "x", tiny)
    with pytest.raises(IndexMismatch, match=r"another version of the embedding model tiny \(tiny:1\) .*\(tiny:2\)"):
        await EdgeIndex.open(tmp_path / "x", TinyEmbedder("tiny:2"))


async def test_an_empty_index_takes_another_model(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await (await EdgeIndex.open(tmp_path / "x", tiny)).close()
    other = TinyEmbedder("other:1")
    await filled(tmp_path / "x", other)
    with pytest.raises(IndexMismatch):
        await EdgeIndex.open(tmp_path / "x", tiny)


async def test_a_newer_format_is_refused_in_words(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await filled(tmp_path / "x", tiny)
    label = tmp_path / "x" / "store" / "index.json"
    label.write_text(json.dumps(json.loads(label.read_text()) | {"format": 99}))
    with pytest.raises(IndexMismatch, match=r"format 99 .* upgrade"):
        await EdgeIndex.open(tmp_path / "x", tiny)


async def test_a_damaged_label_is_not_taken_for_a_new_index(tmp_path: Path, tiny: TinyEmbedder) -> None:
    await filled(tmp_path / "x", tiny)
    label = tmp_path / "x" / "store" / "index.json"
    whole = label.read_text()
    for damage in ("", "[]", "{"):
        label.write_text(damage)
        with pytest.raises(IndexDown, match="damaged"):
            await EdgeIndex.open(tmp_path / "x", tiny)
    label.write_text(whole)
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    assert await index.count(ACME, "article") == 1
    await index.close()


async def test_a_creation_that_was_cut_off_is_done_again(tmp_path: Path, tiny: TinyEmbedder) -> None:
    (tmp_path / "x" / "store.new" / "shard").mkdir(parents=True)
    (tmp_path / "x" / "store.new" / "shard" / "edge_config.json").write_text("{")
    await filled(tmp_path / "x", tiny)
    assert not (tmp_path / "x" / "store.new").exists()


async def test_without_room_nothing_is_written(tmp_path: Path, tiny: TinyEmbedder) -> None:
    """And what is there can still be read and deleted."""
    await filled(tmp_path / "x", tiny)
    index = await EdgeIndex.open(tmp_path / "x", tiny, reserve=2**60)
    with pytest.raises(IndexFull, match="free some space"):
        await index.put_passages(ACME, [point(passage("b", "blue sky"))])
    with pytest.raises(IndexFull, match="free some space"):
        await index.put_record(ACME, record("b"))
    assert await index.count(ACME, "article") == 1
    assert await index.count(ACME, "article", records=True) == 1
    await index.delete_passages(ACME, "article", "a")
    assert await index.count(ACME, "article") == 0
    await index.close()


async def test_no_room_for_a_new_index(tmp_path: Path, tiny: TinyEmbedder) -> None:
    with pytest.raises(IndexFull, match="free some space"):
        await EdgeIndex.open(tmp_path / "x", tiny, reserve=2**60)
    assert not (tmp_path / "x" / "store").exists()


async def test_no_room_to_open_an_index_that_is_there(
    tmp_path: Path, tiny: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the engine would end the process."""
    await filled(tmp_path / "x", tiny)
    with monkeypatch.context() as full:
        full.setattr("retrieval.edge_store.OPENING", 2**60)
        with pytest.raises(IndexFull, match=r"opening the index needs .*: free some space"):
            await EdgeIndex.open(tmp_path / "x", tiny)
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    assert await index.count(ACME, "article") == 1
    await index.close()


async def test_a_folder_that_is_a_file(tmp_path: Path, tiny: TinyEmbedder) -> None:
    (tmp_path / "x").write_text("not a folder")
    with pytest.raises(IndexDown, match="can't be used"):
        await EdgeIndex.open(tmp_path / "x", tiny)


async def test_what_was_written_but_not_flushed_survives(tmp_path: Path, tiny: TinyEmbedder) -> None:
    """The log has it, whatever happens to the process; a copy of the open folder is what a killed one leaves."""
    import shutil

    index = await EdgeIndex.open(tmp_path / "x", tiny)
    await index.put_passages(ACME, [point(passage("a", "red apple"))])
    shutil.copytree(tmp_path / "x", tmp_path / "y")
    await index.close()
    copy = await EdgeIndex.open(tmp_path / "y", tiny)
    assert await copy.count(ACME, "article") == 1
    await copy.close()
