"""What a suite is: documents, questions, and which documents are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.documents import Document, Kind, Message
from retrieval.scope import Audience


class DataMissing(Exception):
    """The data of a suite is not where it should be; the message is one line."""


def folder_of(data: Path, name: str) -> Path:
    """Where a set lies: in a folder of them all, or the folder itself."""
    return data / name if (data / name).is_dir() else data


@dataclass(frozen=True, slots=True)
class Question:
    """A conversation up to the moment of the question."""

    id: str
    messages: tuple[Message, ...]
    gold: Mapping[str, float] = field(default_factory=dict)
    """Ids of the documents that answer, each with its gain; empty where nothing does."""
    kind: Kind = "article"
    """What the gold documents are."""
    raw: bool = False
    """It is a tidy question, sent as text and not as a conversation."""
    audience: Audience = "agent"
    group: str = ""
    """Questions of a group are reported apart too: a language, a kind of question."""

    @property
    def said(self) -> str:
        """The whole thread as raw text, the way a caller would send it who knows no conversations."""
        return "\n".join(m.text for m in self.messages if not m.private and m.text.strip())


@dataclass(frozen=True, slots=True)
class Suite:
    """Documents and questions of one kind."""

    name: str
    documents: Sequence[Document]
    questions: Sequence[Question]
    limit: int = 10
    """Passages asked for."""

    def sampled(self, most: int | None) -> "Suite":
        """At most so many questions, evenly from all of them."""
        if most is None or most >= len(self.questions):
            return self
        step = len(self.questions) / most
        return Suite(self.name, self.documents, [self.questions[int(n * step)] for n in range(most)], self.limit)


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    kind: Kind
    relevance: float
    below_floor: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came back for it, floor or not, best first."""

    question: Question
    found: tuple[Hit, ...]
    reason: str | None
    notes: tuple[str, ...]
    ms: float
    """Of the whole request."""

    @property
    def ranking(self) -> list[str]:
        """Of the kind that the gold is of: a past case that helps as well is neither right nor wrong."""
        return [hit.id for hit in self.found if hit.kind == self.question.kind]

    @property
    def shown(self) -> list[str]:
        """What the floor lets through."""
        return [hit.id for hit in self.found if not hit.below_floor]

    @property
    def best(self) -> float:
        """The best relevance; 0 where nothing came back."""
        return self.found[0].relevance if self.found else 0.0
