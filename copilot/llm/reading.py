"""A model's JSON: read tolerantly, and the schema that asks for it."""

import json
import re
from typing import Any

from pydantic import BaseModel, ValidationError

from copilot.llm.lenient import Cut, lenient
from copilot.llm.outcome import LlmFailed

_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_STARTS = 20
"""Braces among a model's words that are tried as the beginning of its JSON."""


def read_json(text: str) -> Any:
    """The JSON value in a model's text: bare, in a code fence, or with words around it; with the slips that models
    make, and as far as it was whole where its end is missing. Raises LlmFailed."""
    candidates = [text.strip(), *(m.strip() for m in _FENCED.findall(text))]
    starts = [*[m.start() for m in re.finditer(r"\{", text)][:_STARTS], text.find("[")]
    candidates += [text[start:] for start in starts if start >= 0]
    for candidate in candidates:
        if candidate[:1] not in ("{", "["):
            continue
        try:
            return _DECODER.raw_decode(candidate)[0]
        except (ValueError, RecursionError):
            pass
        try:
            return lenient(candidate)
        except Cut as e:
            if e.kept:
                return e.kept
        except (ValueError, RecursionError):
            continue
    raise LlmFailed("llm_bad_answer", "The model's answer holds no JSON.")


def wrong_fields(error: ValidationError) -> str:
    """What is wrong with a model's JSON, by field, for the model: none of its words."""
    problems = error.errors(include_input=False, include_context=False, include_url=False)
    return "; ".join(f"{'.'.join(map(str, p['loc'])) or 'answer'}: {p['msg']}" for p in problems[:8])


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
