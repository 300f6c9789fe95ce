"""What an answer is made of, as it comes: one stream of typed events, read by the JSON door and the SSE door alike."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

EventName = Literal[
    "sources",
    "reply",
    "reply.delta",
    "reply.withdrawn",
    "summary",
    "next_actions",
    "reason",
    "answer",
    "done",
]


@dataclass(frozen=True, slots=True)
class Event:
    """``sources`` {"sources": [Source]}, ``reply`` Reply, ``reply.delta`` {"reply_id", "text"},
    ``reply.withdrawn`` {"reply_id", "reason"}, ``summary`` Summary, ``next_actions`` {"next_actions": [NextAction]},
    ``reason`` Reason, ``answer`` Reply (to the agent's question), ``done`` the whole Answer, always last."""

    name: EventName
    data: BaseModel | dict[str, Any]
