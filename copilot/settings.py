"""Every environment name, its default and its bounds. Nothing else in the project reads the environment."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from copilot.errors import UserError

PREFIX = "COPILOT_"


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError("not a web address (http://host:port)")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """How this process runs. ``COPILOT_DATA_DIR`` sets ``data_dir``, and so on."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    data_dir: Path = Path("copilot-data")
    """Where the embedded engines keep everything; one owner process at a time."""
    cache_dir: Path = Path("~/.cache/agent-copilot")
    """Models turned into ONNX, by hash; shared by all data folders of the machine."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """0 takes any free port (printed at the start)."""
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "info"

    qdrant_url: WebAddress | None = None
    qdrant_api_key: SecretStr | None = None
    qdrant_collection: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")] = "copilot"
    qdrant_quantization: Annotated[str, Field(pattern="^(none|scalar)$")] = "none"
    """For a collection that is made new: "scalar" keeps int8 copies of the vectors in memory and the rest on disk."""
    qdrant_shards: Annotated[int, Field(ge=1, le=1000)] | None = None
    qdrant_replicas: Annotated[int, Field(ge=1, le=20)] | None = None
    redis_url: SecretStr | None = None

    embeddings_url: WebAddress | None = None
    """Base URL of an OpenAI-compatible /v1/embeddings; local model where unset."""
    embeddings_model: str | None = None
    """A sentence-transformers model by path or hub name; the packaged all-MiniLM-L6-v2 where unset."""
    embeddings_key: SecretStr | None = None

    reranker_model: str | None = None
    """A sentence-transformers CrossEncoder by path or hub name, which orders what was found; none where unset."""

    llm_url: WebAddress | None = None
    """Base URL of an OpenAI-compatible server, ending in /v1. Unset: no model, extractive answers."""
    llm_model: str | None = None
    llm_key: SecretStr | None = None
    llm_timeout_s: Annotated[float, Field(gt=0, le=120)] = 30
    llm_first_token_s: Annotated[float, Field(gt=0, le=120)] = 10
    """For the first words of an answer, after any reasoning."""
    llm_between_tokens_s: Annotated[float, Field(gt=0, le=120)] = 8
    llm_max_concurrent: Annotated[int, Field(ge=1, le=1000)] = 8
    """Calls at once, for each model."""
    llm_hedge_after_s: Annotated[float, Field(gt=0, le=120)] | None = None
    """A call without a first word after this gets a second one beside it, within the budget of retries; unset: off."""
    llm_fallback_url: WebAddress | None = None
    """A second model, asked when the first fails before anything was shown."""
    llm_fallback_model: str | None = None
    llm_fallback_key: SecretStr | None = None
    llm_context_tokens: Annotated[int, Field(ge=1000, le=2_000_000)] = 8000
    """What a prompt and its answer may have together; less than the server's own limit, which may cut silently."""
    llm_masking: Annotated[str, Field(pattern="^(on|off)$")] = "on"
    """"off" sends personal data to the model as it stands: for one that runs in your own house."""

    @property
    def embedded(self) -> bool:
        """True where this process owns a data folder (either engine runs in or under it)."""
        return self.qdrant_url is None or self.redis_url is None


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment.

    Raises UserError, one line, for an unknown ``COPILOT_`` name (with the nearest right one) or a value out of bounds.
    """
    names = os.environ if environ is None else environ
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    for name in sorted(n for n in names if n.upper().startswith(PREFIX) and n.upper() not in known):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.0)
        raise UserError(f"unknown setting {name}; did you mean {near[0]}?")
    values = {n.upper().removeprefix(PREFIX).lower(): v for n, v in names.items() if n.upper() in known and v != ""}
    try:
        settings = Settings.model_validate(values) if environ is not None else Settings()
    except ValidationError as e:
        first = e.errors(include_url=False)[0]
        where = "_".join(str(p) for p in first["loc"]).upper()
        raise UserError(f"setting {PREFIX}{where}: {first['msg'].removeprefix('Value error, ')}") from None
    if settings.llm_url and not settings.llm_model:
        raise UserError("COPILOT_LLM_URL is set but COPILOT_LLM_MODEL is not: name the model to use")
    if bool(settings.llm_fallback_url) != bool(settings.llm_fallback_model):
        raise UserError("COPILOT_LLM_FALLBACK_URL and COPILOT_LLM_FALLBACK_MODEL belong together: set both or neither")
    if settings.llm_fallback_url and not settings.llm_url:
        raise UserError("COPILOT_LLM_FALLBACK_URL is set but COPILOT_LLM_URL is not: name the first model")
    if settings.embeddings_url and not settings.embeddings_model:
        raise UserError("COPILOT_EMBEDDINGS_URL is set but COPILOT_EMBEDDINGS_MODEL is not: name the model to use")
    return settings
