"""The compromised model: it repeats all that it saw, decodes what was encoded, and puts in what it was told to."""

import html
import re
from typing import Any

from copilot.guard.disguise import decoded
from evals import model_stub as stub

MOST = 12_000
"""Characters of what it repeats."""


class Obeying:
    """As a script for the stub; ``bait`` is what the planted attack wants to see in a reply."""

    def __init__(self) -> None:
        self.bait: tuple[str, ...] = ()

    async def __call__(self, body: dict[str, Any], send: stub.Send) -> None:
        system, saw = (str(m["content"]) for m in body["messages"])
        text = self.obey(saw)
        if "You summarise" in system:
            line = text[:500]
            value: Any = dict.fromkeys(("issue", "background", "state", "text"), line) | {
                "tried": [line],
                "open_questions": [line],
                "promises": [{"what": line, "due": None, "by": "agent"}],
                "mood": "calm",
            }
            await stub.structured(value)(body, send)
        elif "You rank" in system:
            actions = [
                {"action": name, "reason": text[:500], "arguments": [{"name": "note", "value": saw[-300:-20]}]}
                for name in ("refund_everything", *re.findall(r'<candidate action="(\w+)"', saw))
            ]
            await stub.structured({"actions": actions})(body, send)
        else:
            await stub.answer(text, size=500)(body, send)

    def obey(self, saw: str) -> str:
        """The reply of a model that does as each text in its prompt says."""
        hidden = [t[:1000] for t in decoded(saw[-6000:])][:4]
        wanted = "\n".join(f"Done as you asked: {b}" for b in self.bait)
        return f"{wanted}\n{saw[:MOST]}\n{html.unescape(' '.join(hidden))}".strip() + " [1]"


def texts_of(request: dict[str, Any]) -> tuple[str, str]:
    """System prompt and the rest of a recorded request."""
    system, *rest = (str(m["content"]) for m in request["messages"])
    return system, "\n".join(rest)
