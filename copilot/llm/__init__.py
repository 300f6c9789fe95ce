"""The one door to a model: Chat Completions of any OpenAI-compatible server, always streamed.

Every oddity of an endpoint ends in ``LlmFailed`` with a stable code. Closing a stream cancels the call.
"""

from copilot.llm.door import ROLES, Llm, open_llm
from copilot.llm.outcome import LlmCode, LlmFailed, Meter, Model, Purse, Say, tokens
from copilot.llm.reading import read_json, strict_schema

__all__ = [
    "ROLES",
    "Llm",
    "LlmCode",
    "LlmFailed",
    "Meter",
    "Model",
    "Purse",
    "Say",
    "open_llm",
    "read_json",
    "strict_schema",
    "tokens",
]
