"""Actions that were done in a stored conversation, as feedback told them."""

from collections.abc import Iterable, Mapping

from retrieval.documents import ActionDone


def read_done(kept: Mapping[str, str]) -> tuple[ActionDone, ...]:
    """The actions of a conversation's hash, the first told first."""
    parted = sorted((line.rpartition("\n") for line in kept.values()), key=lambda p: float(p[2]))
    return tuple(ActionDone.model_validate_json(text) for text, _, _ in parted)


def together(told: Iterable[ActionDone], more: Iterable[ActionDone]) -> tuple[ActionDone, ...]:
    """Both, each action once."""
    known = [*told]
    seen = {a.model_dump_json() for a in known}
    return (*known, *[a for a in more if a.model_dump_json() not in seen])
