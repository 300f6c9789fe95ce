"""Runs a turned model: texts in, unit vectors out, one thread per call and no torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SPREAD, _SHORT = 2, 24
"""How much longer a text may be than the shortest of its batch; and tokens up to which all count as one length."""


class Runner:
    """A tokenizer and an onnxruntime session. Safe to call from several threads at once."""

    def __init__(self, model: Path, tokenizer: Path, max_tokens: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # more threads make short queries slower and spin
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()  # the file asks for padding to 128: every short query would cost that

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids per text, cut to the model's length."""
        return [e.ids for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=True)]

    def run(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of token ids. Texts of like length go together: int8 takes one scale for a whole batch, and a short
        text beside a long one would lose precision to it."""
        order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
        vectors: NDArray[np.float32] | None = None
        start = 0
        for at in range(1, len(order) + 1):
            if at < len(order) and len(ids[order[at]]) <= _SPREAD * max(_SHORT, len(ids[order[start]])):
                continue
            rows = order[start:at]
            some = self._padded([ids[n] for n in rows])
            if vectors is None:
                vectors = np.empty((len(ids), some.shape[1]), np.float32)
            vectors[rows] = some
            start = at
        assert vectors is not None, "nothing to embed"
        return vectors

    def _padded(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of token ids; the batch is padded to its longest and the padding masked."""
        width = max(len(i) for i in ids)
        tokens = np.zeros((len(ids), width), np.int32)
        mask = np.zeros_like(tokens)
        for row, i in enumerate(ids):
            tokens[row, : len(i)] = i
            mask[row, : len(i)] = 1
        feeds = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        vectors: NDArray[np.float32] = self._session.run(["sentence_embedding"], feeds)[0]
        return vectors

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.run(self.tokens(texts))
