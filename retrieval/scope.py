"""Who is asking and what they may see: the only maker of filters. Nothing is found or written without a Scope."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from retrieval.documents import Kind
from retrieval.segments import folded

Audience = Literal["agent", "customer", "public"]
FOREVER = 2**53
"""Epoch seconds that stand for "no end" (exact in a float)."""


@dataclass(frozen=True, slots=True)
class Equals:
    key: str
    value: str | int | bool


@dataclass(frozen=True, slots=True)
class AnyOf:
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    key: str
    value: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    key: str
    value: int


@dataclass(frozen=True, slots=True)
class IsOrNone:
    """The field holds ``value``, or nothing at all."""

    key: str
    value: str


Condition = Equals | AnyOf | AtMost | AtLeast | IsOrNone


@dataclass(frozen=True, slots=True)
class Where:
    """A filter, in no engine's own words: all of ``must``, none of ``must_not``."""

    must: tuple[Condition, ...]
    must_not: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """One tenant's view. ``tenant`` comes from the credential, never from a request's body."""

    tenant: str
    audience: Audience = "agent"
    tags: tuple[str, ...] = ()
    segments: tuple[tuple[str, str], ...] = ()
    """(kind, name) of the brand, market or plan that it is for: what is for others only is not found."""
    language: str | None = None
    """Only this language, ``en-US`` where it is ``en``; a preference belongs into the Query."""
    as_of: datetime | None = None
    """Knowledge as it stood then; now where None."""
    exclude: frozenset[str] = field(default_factory=frozenset)
    """Ids of resolutions that must not be found (an evaluator hides the case itself)."""
    titles: tuple[str, ...] = ()
    """Only articles with one of these titles."""
    stale: bool = False
    """Only what is no longer valid: to say that the answer there was has expired, never to show it."""

    def __post_init__(self) -> None:
        if not self.tenant:
            raise ValueError("a Scope needs a tenant")

    def for_audience(self, audience: Audience) -> "Scope":
        return replace(self, audience=audience)

    def whole_tenant(self) -> Where:
        """Every point of the tenant: for counting and erasing."""
        return Where(must=(Equals("tenant", self.tenant),))

    def corpus(self) -> Where:
        """Every point of the tenant that counts for word statistics: all of them, or for an evaluator who looks back
        those that there were at ``as_of``, without what is excluded."""
        if self.as_of is None:
            return self.whole_tenant()
        # as a must, the engine looks through all that is older for every word: four times the time at 100,000 passages
        later: Condition = AtLeast("valid_from", int(self.as_of.timestamp()) + 1)
        excluded = (AnyOf("source_id", tuple(sorted(self.exclude))),) if self.exclude else ()
        return Where(self.whole_tenant().must, (later, *excluded))

    def document(self, kind: Kind, source_id: str) -> Where:
        """Every passage of one document."""
        return Where(must=(*self.whole_tenant().must, Equals("kind", kind), Equals("source_id", source_id)))

    def records(self, kind: Kind, source: str | None = None) -> Where:
        """The tenant's documents of one kind; only those of one source where it is given."""
        must = (*self.whole_tenant().must, Equals("record", kind))
        return Where(must=must if source is None else (*must, Equals("source", source)))

    def passages(self, kind: Kind, *, now: datetime | None = None) -> Where:
        """What this caller may find in one pool, at this moment."""
        at = int((self.as_of or now or datetime.now(UTC)).timestamp())
        must: list[Condition] = [Equals("tenant", self.tenant), Equals("kind", kind)]
        must_not: list[Condition] = []
        if self.stale:
            must.append(AtMost("valid_until", at))
        else:
            must += [AtMost("valid_from", at), AtLeast("valid_until", at + 1)]
        if self.audience != "agent":
            must.append(Equals("visibility", "public"))
        if self.language:
            must.append(Equals("language", self.language.lower()))
        if self.tags:
            must.append(AnyOf("tags", self.tags))
        must += [IsOrNone(key, folded(name)) for key, name in self.segments]
        if self.titles:
            must.append(AnyOf("title", self.titles))
        if self.exclude and kind == "resolution":
            must_not.append(AnyOf("source_id", tuple(sorted(self.exclude))))
        return Where(must=tuple(must), must_not=tuple(must_not))
