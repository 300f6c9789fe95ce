"""What makes an answer less than it could be although all went well, with what to set."""

from collections.abc import Iterable

from copilot.domain import Reason
from retrieval.documents import SearchNote

_DETAIL: dict[SearchNote, str] = {
    "language_weak": "The embedding model {} was not made for this language, so words find more than meaning does. "
    "Move to a multilingual one, such as paraphrase-multilingual-MiniLM-L12-v2, with copilot reindex --model, and set "
    "COPILOT_EMBEDDINGS_MODEL to it."
}


def noted(notes: Iterable[SearchNote], model: str) -> tuple[Reason, ...]:
    """The notes of searches as reasons, each once; ``model`` is the embedding model's name."""
    return tuple(Reason(stage="retrieval", code=n, detail=_DETAIL[n].format(model)) for n in dict.fromkeys(notes))
