"""Where a conversation stands, and what was done next there: the examples that a tenant's own history gives. Pure."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.documents import ActionDone, Message, Resolution

NOTHING = ""
"""What is done where only an answer was given."""
_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBER = re.compile(r"\d+")
_LONGEST = 4000
"""Characters of a message that count; whoever writes more has said by then what it is about."""
_LATEST = 4
"""Messages whose words count by their place, counted from the end."""
_START = "^"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation up to one moment."""

    messages: tuple[Message, ...]
    done: tuple[ActionDone, ...] = ()


def examples(resolution: Resolution) -> Iterator[tuple[Place, str]]:
    """Each moment at which an agent did or said something, with the action, or ``NOTHING`` where only words followed.

    An action without a place counts as done before the agent's first answer.
    """
    messages = tuple(m for m in resolution.messages if not m.private)
    if not messages:
        return
    opened = next((n for n, m in enumerate(messages) if m.author == "agent"), len(messages))
    named: dict[str, int] = {}
    public = 0
    for n, message in enumerate(resolution.messages, 1):
        public += not message.private
        named[message.id or f"m{n}"] = public
    here: dict[int, list[ActionDone]] = defaultdict(list)
    for action in resolution.actions:
        here[named.get(action.after or "", opened)].append(action)
    done: tuple[ActionDone, ...] = ()
    for n in range(len(messages) + 1):
        before = messages[:n]
        for action in here[n]:
            yield Place(before, done), action.action
            done = (*done, action)
        answers = n < len(messages) and messages[n].author == "agent"
        heard = n > 0 and messages[n - 1].author != "agent"
        if not here[n] and heard and (answers or n == len(messages)):
            yield Place(before, done), NOTHING


def signs(place: Place) -> dict[int, float]:
    """What can be seen of a place, as hashed features with weights: the words of the latest messages, by side, by place
    and beside the last action, and which actions were done, in which order. Each kind has length 1, so that a long
    message counts no more."""
    out: dict[int, float] = {}
    for tag, weight, terms in _kinds(place):
        counted = Counter(terms)
        if not counted:
            continue
        length = sum(c * c for c in counted.values()) ** 0.5
        for term, count in counted.items():
            key = zlib.crc32(f"{tag}:{term}".encode())
            out[key] = out.get(key, 0.0) + weight * count / length
    return out


def _kinds(place: Place) -> Iterator[tuple[str, float, Iterable[str]]]:
    messages, done = place.messages, [a.action for a in place.done]
    said = {who: [m for m in messages if m.author == who] for who in ("customer", "agent", "bot", "system")}
    speaker = messages[-1].author if messages else _START
    first, second, third = (*reversed(done[-3:]), *[_START] * 3)[:3]
    turn = _turn(messages)
    yield "turn", 1.0, _pairs(turn)
    yield "reply", 0.7, [f"{first} {word}" for word in _words(turn)]
    for back, message in enumerate(reversed(messages[-_LATEST:])):
        yield f"back {back}", 0.5, [f"{message.author} {word}" for word in _words(message.text)]
    yield "system", 1.0, _pairs(said["system"][-1].text if speaker == "system" else "")
    yield "answer", 0.5, _words(said["agent"][-1].text if said["agent"] else "")
    yield "thread", 0.5, [w for m in said["customer"] for w in _words(m.text)]
    yield "order", 1.0, (
        f"1 {first}", f"1 {first} {speaker}", f"2 {second}", f"12 {first} {second}", f"123 {first} {second} {third}",
        f"by {speaker}",
    )  # fmt: skip
    counted = Counter(done)
    yield "done", 1.0, (
        f"n {min(len(done), 12)}", *counted, *(f"again {a}" for a, c in counted.items() if c > 1),
        *(f"{a} {name}" for a in set(done) for d in place.done if d.action == a for name in sorted(d.arguments)),
    )  # fmt: skip


def _turn(messages: Sequence[Message]) -> str:
    """What the customer said last, all of it if it came in pieces."""
    last = next((n for n in range(len(messages) - 1, -1, -1) if messages[n].author == "customer"), -1)
    first = last
    while first > 0 and messages[first - 1].author == "customer":
        first -= 1
    return "\n".join(m.text for m in messages[first : last + 1]) if last >= 0 else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(_NUMBER.sub("0", text[:_LONGEST].lower()))


def _pairs(text: str) -> list[str]:
    words = _words(text)
    return words + [f"{a} {b}" for a, b in pairwise(words)]
