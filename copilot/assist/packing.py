"""What goes into a prompt when not everything does: conversation, passages and history by their value. Pure.

One budget in tokens for all of it. The customer's turn comes first and whole, then the two best passages, then the
thread from its end and its first message, then what came before on other channels, then the passages that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.assist.case import Case, own_text
from copilot.domain import PastConversation
from copilot.guard.sentences import units
from copilot.guard.words import content
from copilot.llm import tokens
from retrieval.documents import Message

_TURN, _FIRST_PASSAGES, _THREAD = 0.6, 0.5, 0.7
"""Most of what is left that the turn, the first passages and the rest of the thread may take, where all is scarce."""
_SURE = 2
"""Passages packed before the thread's older messages."""
_TAGS = 16
"""Tokens of one fence's tags and attributes."""
_LEAST = 40
"""Tokens below which a piece of a text says too little to be worth its tags."""
_UNSOLVED = frozenset({"open", "reopened", "unsolved", "pending", "escalated"})


@dataclass(frozen=True, slots=True)
class Packed:
    """What fits, each part in the order in which it is shown."""

    messages: tuple[tuple[Message, str], ...]
    left_out: int
    """Messages between the first and the shown ones."""
    passages: tuple[tuple[int, str], ...]
    """(place among those given, text)."""
    history: tuple[str, ...]
    subject: str


def pack(case: Case, passages: Sequence[tuple[str, str]], room: int, *, words: str | None = None) -> Packed:
    """The best use of ``room`` tokens; ``passages`` are (title, text), best first. A passage that doesn't fit is shown
    in part where it speaks of ``words``, by default the customer's turn."""
    subject = _words_of(case.conversation.subject or "", room // 10)
    left = _Room(room)
    left.take(tokens(subject))
    about = set(content(words or case.turn_text, case.language))
    shown: dict[str | None, str] = {m.id: text for m, text in _turn(case, int(room * _TURN)) if text}
    left.take(sum(tokens(t) + _TAGS for t in shown.values()))
    kept: dict[int, str] = {}
    for n in range(min(_SURE, len(passages))):
        kept |= _passage(passages, n, about, left, int(left.tokens * _FIRST_PASSAGES))
    more = len(passages) > _SURE or (case.customer is not None and bool(case.customer.history))
    _thread(case, shown, left, int(left.tokens * (_THREAD if more else 1.0)))
    history = _history(case, about, left)
    for n in range(_SURE, len(passages)):
        kept |= _passage(passages, n, about, left, left.tokens)
    messages = tuple((m, shown[m.id]) for m in case.visible if m.id in shown)
    return Packed(messages, len(case.visible) - len(messages), tuple(sorted(kept.items())), history, subject)


@dataclass(slots=True)
class _Room:
    tokens: int

    def take(self, cost: int) -> None:
        self.tokens = max(0, self.tokens - cost)


def said(message: Message) -> str:
    """What a message says, with the names and the texts of what is attached to it."""
    named = [
        f"(attached {a.type}: {a.name or 'unnamed'}{': ' + a.text if a.text else ''})" for a in message.attachments[:8]
    ]
    return "\n".join([own_text(message), *named])


def past_line(past: PastConversation) -> str:
    """An earlier contact in words: where, when, how it ended, and what was said where others could read it."""
    head = " ".join(p for p in (past.channel, past.at.date().isoformat() if past.at else "", past.outcome or "") if p)
    told = past.summary or " / ".join(f"{m.author}: {own_text(m)}" for m in past.messages if _readable(m))
    return f"{head}: {told}" if told else ""


def _readable(message: Message) -> bool:
    return not message.private and message.author != "system"


def _turn(case: Case, most: int) -> list[tuple[Message, str]]:
    """The customer's turn whole, or its latest messages, of which the longest are shortened."""
    texts = [(m, said(m)) for m in case.turn]
    whole = sum(tokens(text) + _TAGS for _, text in texts)
    if whole <= most:
        return texts
    texts = texts[-max(1, most // (_LEAST + _TAGS)) :]
    left = most - _TAGS * len(texts)
    room: dict[int, int] = {}
    for n in sorted(
        range(len(texts)), key=lambda n: tokens(texts[n][1])
    ):  # what the short ones need not is the others'
        room[n] = min(tokens(texts[n][1]), max(0, left) // (len(texts) - len(room)))
        left -= room[n]
    return [(m, ends(text, room[n])) for n, (m, text) in enumerate(texts)]


def _passage(passages: Sequence[tuple[str, str]], n: int, words: set[str], left: _Room, most: int) -> dict[int, str]:
    title, text = passages[n]
    head = tokens(title) + _TAGS
    room = min(max(most, head + _LEAST), left.tokens) - head
    if room < min(_LEAST, tokens(text)):
        return {}
    shown = near(text, words, room)
    if not shown:
        return {}
    left.take(tokens(shown) + head)
    return {n: shown}


def _thread(case: Case, shown: dict[str | None, str], left: _Room, most: int) -> None:
    """The first message, then from the end of the thread back, without a gap but the one after the first."""
    others = [m for m in case.visible if m.id not in shown]
    for message in [*others[:1], *reversed(others[1:])]:
        text = said(message)
        cost = tokens(text) + _TAGS
        if cost > most:
            if most - _TAGS >= _LEAST:
                text = ends(text, most - _TAGS)
                shown[message.id] = text
                left.take(tokens(text) + _TAGS)
            if message is not others[0]:
                return
            most = max(0, most - tokens(text) - _TAGS) if message.id in shown else most
            continue
        shown[message.id] = text
        most -= cost
        left.take(cost)


def _history(case: Case, words: set[str], left: _Room) -> tuple[str, ...]:
    """Earlier contacts, oldest first; where not all fit, unsolved ones and those about the same come first."""
    past = case.customer.history if case.customer and not case.public else ()
    lines = {n: line for n, p in enumerate(past) if (line := past_line(p))}

    def value(n: int) -> tuple[bool, int, int]:
        about = len(words & set(content(lines[n], case.language)))
        return past[n].outcome in _UNSOLVED, about, n

    kept: dict[int, str] = {}
    for n in sorted(lines, key=value, reverse=True):
        line = lines[n] if tokens(lines[n]) <= left.tokens // 2 else ends(lines[n], left.tokens // 2)
        if not line or tokens(line) + 1 > left.tokens or left.tokens < _LEAST:
            break
        kept[n] = line
        left.take(tokens(line) + 1)
    return tuple(kept[n] for n in sorted(kept))


def near(text: str, words: set[str], room: int) -> str:
    """``text``, or the run of its sentences about ``words`` that fits into ``room`` tokens; nothing is cut in two."""
    if tokens(text) <= room:
        return text
    pieces = units(text)
    if not pieces:
        return ""
    worth = [len(words & set(content(u.text))) for u in pieces]
    first = last = max(range(len(pieces)), key=lambda n: (worth[n], -n))
    if tokens(pieces[first].text) > room:
        return ""

    def cost(a: int, b: int) -> int:
        return tokens(text[pieces[a].start : pieces[b].end])

    while True:
        grown = [
            (worth[n], n > last, a, b)
            for n, a, b in ((last + 1, first, last + 1), (first - 1, first - 1, last))
            if 0 <= n < len(pieces) and cost(a, b) <= room
        ]
        if not grown:
            return text[pieces[first].start : pieces[last].end]
        _, _, first, last = max(grown)


def ends(text: str, room: int) -> str:
    """``text``, or its beginning and its end in whole sentences, with a mark where something is left out."""
    if tokens(text) <= room:
        return text
    pieces = units(text)
    head, tail = 0, len(pieces)
    used = 2
    while head < tail:
        # three sentences of the beginning for two of the end: what is wanted is said first, or last
        front = head * 2 <= (len(pieces) - tail) * 3
        unit = pieces[head] if front else pieces[tail - 1]
        if used + tokens(unit.text) + 1 > room:
            break
        used += tokens(unit.text) + 1
        head, tail = (head + 1, tail) if front else (head, tail - 1)
    if head == 0:
        return _words_of(text, room)
    before = text[: pieces[head - 1].end]
    return f"{before} […] {text[pieces[tail].start :]}" if tail < len(pieces) else f"{before} […]"


def _words_of(text: str, room: int) -> str:
    """The first words, where not even one sentence fits."""
    if tokens(text) <= room:
        return text
    out: list[str] = []
    used = 2
    for word in text.split(" "):
        used += tokens(word + " ")
        if used > room:
            break
        out.append(word)
    return f"{' '.join(out)} […]" if out else ""
