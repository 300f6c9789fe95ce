"""What must hold at every step of a conversation between a customer and a bot. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evals.drafts.personas import SAID, Persona
from evals.drafts.service import DISCLOSURE, TEAM

Body = dict[str, Any]
MOST_QUESTIONS = 2
_SHOWN = 200
"""Characters of a bot's message that the package has to hold at least."""


@dataclass
class Course:
    """A conversation as far as it went."""

    persona: Persona
    messages: list[Body] = field(default_factory=list)
    handed_over: bool = False
    """By an earlier step, and no human has given it back since."""
    texts: list[str] = field(default_factory=list)
    """What the bot said."""
    questions: list[str] = field(default_factory=list)
    agent: bool = False
    """A human has written."""


def violations(course: Course, draft: Body, record: Body) -> Iterator[tuple[str, str]]:
    """(rule, detail) of all that this step breaks; ``course`` is as it was before the decision."""
    if record["draft"] != draft:
        yield "audit", "GET /v1/drafts/{id} differs from what was answered"
    if not draft["reasons"]:
        yield "reasons", "none"
    if course.handed_over and (draft["decision"] != "handoff" or "handed_over" not in draft["reasons"]):
        yield "loop", f"{draft['decision']} {draft['reasons']} although people have it"
    yield from {"send": _send, "clarify": _clarify, "handoff": _handoff}[draft["decision"]](course, draft, record)
    if draft["decision"] != "handoff":
        yield from _goes_out(course, draft)


def _goes_out(course: Course, draft: Body) -> Iterator[tuple[str, str]]:
    text = draft["reply"]["text"]
    if draft["handoff"] is not None:
        yield "shape", "a hand-off beside a message"
    if _plain(text) in [_plain(t) for t in course.texts]:
        yield "same message twice", text[:80]
    if not course.texts and DISCLOSURE not in text:
        yield "disclosure", "missing in the first message"
    persona = course.persona
    if persona.public and (
        "Winterbourne" in text or "PW-299123" in text or (persona.order is not None and persona.order in text)
    ):
        yield "personal data in public", text[:80]
    attested = persona.customer is not None and persona.customer["verified"] == "attested"
    if not attested and ("Robin" in text or "PW-299123" in text):
        yield "record of a stranger", text[:80]
    if "human" in persona.moods and _lately(course, "human"):
        yield "asked for a human", f"{draft['decision']}: {course.messages[-1]['text'][:60]}"
    if _lately(course, "angry"):
        yield "angry", f"{draft['decision']}: {course.messages[-1]['text'][:60]}"


def _send(course: Course, draft: Body, _: Body) -> Iterator[tuple[str, str]]:
    reply = draft["reply"]
    if not reply["citations"]:
        yield "send without a citation", reply["text"][:80]
    if bad := [c["kind"] for c in reply["checks"] if not c["ok"]]:
        yield "send with a failed check", str(bad)
    if bad := [g["gate"] for g in draft["gates"] if not g["ok"]]:
        yield "send against a gate", str(bad)
    if course.messages[-1].get("attachments"):
        yield "attachment unread", reply["text"][:80]


def _clarify(course: Course, draft: Body, _: Body) -> Iterator[tuple[str, str]]:
    text, question = draft["reply"]["text"], draft["question"]
    if not question or question not in text:
        yield "question", "not in the message"
    if text.count("?") != 1:
        yield "question marks", f"{text.count('?')}: {text[:80]}"
    if question and _plain(question) in [_plain(q) for q in course.questions]:
        yield "same question twice", question
    if len(course.questions) >= MOST_QUESTIONS:
        yield "too many questions", question or ""


def _handoff(course: Course, draft: Body, record: Body) -> Iterator[tuple[str, str]]:
    package, persona = draft["handoff"], course.persona
    if draft["reply"] is not None:
        yield "shape", "a message beside a hand-off"
    if package is None:
        yield "package", "none"
        return
    if not package["summary"]["text"].strip():
        yield "package", "no summary"
    if not package["wants"].strip():
        yield "package", "does not say what the customer wants"
    if package["reasons"] != draft["reasons"]:
        yield "package", "other reasons than the decision"
    if package["team"] != TEAM:
        yield "package", f"team {package['team']}"
    if "tried" in persona.moods and not package["tried"]:
        yield "package", f"not what was tried: {course.messages[0]['text'][:100]}"
    if persona.order is not None and persona.order not in [f["value"] for f in package["facts"]]:
        yield "package", "not the order number that the customer gave"
    said = [_plain(t) for t in package["bot_said"]]
    for text in course.texts[-3:]:
        if not any(_plain(text)[:_SHOWN] in s or s[: _SHOWN - 1] in _plain(text) for s in said):
            yield "package", f"not what the bot said: {text[:60]}"
    if course.texts and "bot" not in package["summary"]["text"].casefold():
        yield "package", "the summary does not tell that a bot answered"
    if "angry" in persona.moods and persona.language != "fr" and package["mood"] not in ("angry", "frustrated"):
        yield "package", f"mood {package['mood']} of an angry customer"
    if record.get("passage_ids") and not package["sources"]:
        yield "package", "no sources although there was evidence"
    yield from _twice(package)
    sure = persona.customer is not None and persona.customer["verified"] == "attested"
    if not sure and any(f.get("verified") for f in package["facts"]):
        yield "package", "calls verified what nobody attests"


def _twice(package: Body) -> Iterator[tuple[str, str]]:
    for name in ("tried", "bot_said"):
        if len(set(map(_plain, package[name]))) < len(package[name]):
            yield "package", f"twice the same in {name}"
    values = [(f["name"], f["value"]) for f in package["facts"]]
    if len(set(values)) < len(values) or len({v for _, v in values}) < len(values):
        yield "package", f"the same fact twice: {values}"


def _lately(course: Course, what: str) -> bool:
    """Whether the customer's latest messages, since the bot or a human last spoke, say this."""
    latest: list[str] = []
    for message in reversed(course.messages):
        if message["author"] != "customer":
            break
        latest.append(message["text"])
    return any(s in text for text in latest for s in SAID[what][course.persona.language])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
