"""What a sentence-transformers folder says about its model, and whether we can turn it."""

import json
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal


class CannotTurn(Exception):
    """The model isn't BERT-shaped, or lacks a file; the message says what. sentence-transformers can serve it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model's own files say about it."""

    layers: int
    heads: int
    hidden: int
    epsilon: float
    pooling: Literal["mean", "cls"]
    normalize: bool
    max_tokens: int
    query_prompt: str
    document_prompt: str
    digest: str
    """sha256 of the weights, the tokenizer and all of the above."""


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise CannotTurn(f"it has no {path.name}") from None
    except ValueError as e:
        raise CannotTurn(f"its {path.name} is not JSON: {e}") from None


def file_sha256(path: Path) -> str:
    with path.open("rb") as f:
        return file_digest(f, "sha256").hexdigest()


def describe(folder: Path) -> Shape:
    """Read a sentence-transformers folder. Raises CannotTurn when its model isn't BERT with mean or cls pooling."""
    config = _json(folder / "config.json")
    for key, right in (("model_type", "bert"), ("hidden_act", "gelu"), ("position_embedding_type", "absolute")):
        if config.get(key, right if key != "model_type" else None) != right:
            raise CannotTurn(f"its {key} is {config.get(key)!r}, not {right!r}")
    pooling, normalize = _head(folder)
    lengths = folder / "sentence_bert_config.json"
    own = _json(lengths) if lengths.exists() else {}
    if own.get("do_lower_case"):
        raise CannotTurn("it lower-cases outside of its tokenizer")
    extra = folder / "config_sentence_transformers.json"
    prompts = (_json(extra) if extra.exists() else {}).get("prompts") or {}
    for needed in ("model.safetensors", "tokenizer.json"):
        if not (folder / needed).exists():
            raise CannotTurn(f"it has no {needed}")
    facts: dict[str, Any] = {
        "layers": int(config["num_hidden_layers"]),
        "heads": int(config["num_attention_heads"]),
        "hidden": int(config["hidden_size"]),
        "epsilon": float(config.get("layer_norm_eps", 1e-12)),
        "pooling": pooling,
        "normalize": normalize,
        "max_tokens": min(
            int(own.get("max_seq_length") or _tokenizer_limit(folder)), config["max_position_embeddings"]
        ),
        "query_prompt": str(prompts.get("query") or ""),
        "document_prompt": str(prompts.get("document") or prompts.get("passage") or ""),
    }
    files = [file_sha256(folder / n) for n in ("model.safetensors", "tokenizer.json")]
    digest = sha256(json.dumps([facts, files], sort_keys=True).encode()).hexdigest()
    return Shape(**facts, digest=digest)


def _tokenizer_limit(folder: Path) -> int:
    """Where newer folders say the longest input; 256 where none does."""
    path = folder / "tokenizer_config.json"
    limit = (_json(path) if path.exists() else {}).get("model_max_length")
    return limit if isinstance(limit, int) and 0 < limit < 100_000 else 256


def _head(folder: Path) -> tuple[Literal["mean", "cls"], bool]:
    """Pooling, and whether vectors are normalised, from modules.json."""
    modules = _json(folder / "modules.json")
    kinds = [str(m["type"]).rsplit(".", 1)[-1] for m in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise CannotTurn(f"its modules are {', '.join(kinds)}")
    if modules[0]["path"]:
        raise CannotTurn("its transformer is in a folder of its own")
    pool = _json(folder / modules[1]["path"] / "config.json")
    on = {k.removeprefix("pooling_mode_") for k, v in pool.items() if k.startswith("pooling_mode_") and v is True}
    if pool.get("include_prompt") is False:
        raise CannotTurn("its pooling leaves out the prompt")
    if isinstance(mode := pool.get("pooling_mode"), str):  # newer configurations name it in a word
        on.add(mode)
    if on in ({"mean_tokens"}, {"mean"}):
        return "mean", "Normalize" in kinds
    if on in ({"cls_token"}, {"cls"}):
        return "cls", "Normalize" in kinds
    raise CannotTurn(f"its pooling is {', '.join(sorted(on)) or 'unknown'}")
