"""What one reply may rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one reply may rest on."""

    passages: Mapping[str, str]
    """Text of each allowed passage by id, with its title and section."""
    conversation: str = ""
    """What both sides can read in the thread; no private notes."""
    record: str = ""
    """The customer's own record and history, flattened by ``flatten``."""
    fixed: str = ""
    """Texts of the tenant that need no source, such as the signature."""
    hosts: tuple[str, ...] = ()
    public: bool = False
    personal: tuple[str, ...] = ()
    """Words that must not stand in a public text: last name, street, ids."""
    internal: frozenset[str] = field(default_factory=frozenset)
    """Ids of passages that no customer may read."""
    suspect: frozenset[str] = field(default_factory=frozenset)
    """Ids of passages that seem to give orders to a machine: they vouch for nothing."""
    now: date | None = None
    """The day of the thread's last message, which "tomorrow" and "in 14 days" count from; None where none is told."""

    @property
    def vouching(self) -> Mapping[str, str]:
        """The passages that may vouch for what a customer reads."""
        left_out = self.internal | self.suspect
        return {i: t for i, t in self.passages.items() if i not in left_out} if left_out else self.passages


def flatten(value: Any, *, depth: int = 0) -> str:
    """Every scalar of a JSON-like value, one a line; for looking values up, not for reading."""
    if depth > 8:
        return ""
    if isinstance(value, Mapping):
        return "\n".join(flatten(v, depth=depth + 1) for v in value.values())
    if isinstance(value, (list, tuple, set)):
        return "\n".join(flatten(v, depth=depth + 1) for v in value)
    return "" if value is None or isinstance(value, bool) else str(value)
