"""A model's JSON: read tolerantly, and the schema that asks for it."""

import json
import re
from typing import Any

from pydantic import BaseModel

from copilot.llm.outcome import LlmFailed

_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_STARTS = 20
"""Braces among a model's words that are tried as the beginning of its JSON."""


def read_json(text: str) -> Any:
    """The JSON value in a model's text: bare, in a code fence, or with words around it. Raises LlmFailed."""
    candidates = [text.strip(), *(m.strip() for m in _FENCED.findall(text))]
    starts = [*[m.start() for m in re.finditer(r"\{", text)][:_STARTS], text.find("[")]
    decoder = json.JSONDecoder(strict=False)
    candidates += [text[start:] for start in starts if start >= 0]
    for candidate in candidates:
        try:
            return decoder.raw_decode(candidate)[0]
        except (json.JSONDecodeError, RecursionError):
            continue
    raise LlmFailed("llm_bad_answer", "The model's answer holds no JSON.")


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON schema as strict mode wants it: every property required, none additional, no defaults."""

    def tighten(node: Any) -> Any:
        if isinstance(node, list):
            return [tighten(n) for n in node]
        if not isinstance(node, dict):
            return node
        out = {k: tighten(v) for k, v in node.items() if k not in ("default", "title")}
        if node.get("type") == "object" and isinstance(node.get("properties"), dict):
            out["properties"] = {k: tighten(v) for k, v in node["properties"].items()}
            out["required"] = list(node["properties"])
            out["additionalProperties"] = False
        return out

    tightened: dict[str, Any] = tighten(model.model_json_schema())
    return tightened
