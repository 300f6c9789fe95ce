"""A model's answers, kept by the fingerprint of what was asked: a report can be made again without a key.

A JSON Lines file, one answer a line: ``{"fingerprint", "model", "answer"}``. What was asked is not in it, only its
fingerprint; what the model said is, and it may quote the customer: the file is for its owner alone.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.errors import UserError
from copilot.llm import Llm, LlmFailed, Meter, Say

T = TypeVar("T", bound=BaseModel)


class NotRecorded(UserError):
    """There is no answer on record, and no model to ask."""


class Unanswered(Exception):
    """The model gave no usable answer; ``code`` is the door's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fingerprint(model: str, prompt: Sequence[Say], answer: type[BaseModel]) -> str:
    """SHA-256 of the model's name, every message and the answer's shape: any of them changed is another request."""
    asked = {
        "model": model,
        "messages": [[say.role, say.text] for say in prompt],
        "schema": answer.model_json_schema(),
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Recorded:
    """Answers from the file, else from the model, whose answers are added to it.

    Without a model (``llm`` None) the file's own model is the one that is asked for; a file of several needs ``model``.
    """

    def __init__(self, file: Path, llm: Llm | None = None, *, model: str | None = None, timeout_s: float = 60) -> None:
        self._file = file
        self._llm = llm
        self._timeout_s = timeout_s
        self._known = _read(file) if file.exists() else {}
        models = {str(row["model"]) for row in self._known.values()}
        if llm is not None:
            model = llm.model
        elif model is None:
            if len(models) != 1:
                what = f"answers of {len(models)} models; name one" if models else "no recorded answers"
                raise NotRecorded(f"{file} holds {what}")
            model = models.pop()
        self.model = model
        self.asked = 0
        """Answers that came from the model, not from the file."""

    async def complete(self, prompt: Sequence[Say], answer: type[T], loop_time: float) -> T:
        """The answer. ``loop_time`` is the running loop's. Raises NotRecorded, Unanswered."""
        key = fingerprint(self.model, prompt, answer)
        if (row := self._known.get(key)) is not None:
            try:
                return answer.model_validate(row["answer"])
            except ValidationError as e:
                raise UserError(f"{self._file}: the answer {key[:12]} does not fit what was asked") from e
        if self._llm is None:
            raise NotRecorded(
                f"{self._file} holds no answer of {self.model!r} to request {key[:12]}: "
                "set COPILOT_LLM_URL and COPILOT_LLM_MODEL to ask for it"
            )
        meter = Meter()
        try:
            value = await self._llm.complete(prompt, answer, deadline=loop_time + self._timeout_s, meter=meter)
        except LlmFailed as e:
            raise Unanswered(e.code) from e
        if (wrote := meter.model or self.model) != self.model:
            raise Unanswered(f"written by {wrote}")  # another model's word is not this judge's
        self.asked += 1
        self._add({"fingerprint": key, "model": self.model, "answer": value.model_dump(mode="json")})
        return value

    def _add(self, row: dict[str, Any]) -> None:
        self._known[row["fingerprint"]] = row
        new = not self._file.exists()
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        if new:
            self._file.chmod(0o600)


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """By fingerprint; of two answers to one request the first stands. Raises UserError with the line."""
    rows: dict[str, dict[str, Any]] = {}
    for n, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.setdefault(str(row["fingerprint"]), {"model": row["model"], "answer": row["answer"]})
        except (ValueError, KeyError, TypeError) as e:
            raise UserError(f"{file}, line {n}: not a recorded answer") from e
    return rows
