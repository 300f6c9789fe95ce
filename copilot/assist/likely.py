"""What comes next, from both witnesses: similar cases, counted, and the head that was learned from the past. Pure."""

from collections.abc import Collection, Mapping, Sequence

from copilot.assist.case import Case
from copilot.assist.learn import Head, Likely
from copilot.assist.places import Place
from retrieval.documents import Found

LEAST = 0.02
"""The least chance at which an action is shown."""
_COUNTED = 0.15
"""How much what followed in similar cases weighs beside the head. Not fitted."""


def place_of(case: Case) -> Place:
    """Where the conversation stands."""
    conversation = case.conversation
    return Place(tuple(m for m in conversation.messages if not m.private), conversation.actions)


def usable(head: Head | None, stored: bool, catalogue: Collection[str]) -> tuple[Head | None, str]:
    """The head where it may be used, else why not ("" where there is none)."""
    if head is None:
        why = "It was trained for another version of this program; run 'copilot train' again."
        return None, why if stored else ""
    if gone := head.gone(catalogue):
        return None, f"It knows actions that left the catalogue ({', '.join(gone[:5])}); run 'copilot train' again."
    return head, ""


def chances(learned: Likely, near: Sequence[tuple[Found, float]], case: Case) -> dict[str, float]:
    """The chance of each action that the head knows, nudged towards what followed in similar cases; none where it is
    not sure. Only what it holds for possible is nudged."""
    if not learned.sure:
        return {}
    followed = followers(near, [a.action for a in case.conversation.actions])
    known = sum(followed.get(a, 0.0) for a in learned.chances)
    if not known:
        return dict(learned.chances)
    mass = sum(learned.chances.values())
    return {
        a: (1 - _COUNTED) * chance + _COUNTED * mass * followed.get(a, 0.0) / known
        for a, chance in learned.chances.items()
    }


def followers(near: Sequence[tuple[Found, float]], done: Sequence[str]) -> Mapping[str, float]:
    """Which action came next in similar cases, by their weight: the first where nothing is done yet, else what came
    after the one that was done last here."""
    out: dict[str, float] = {}
    for found, weight in near:
        names = list(actions_of(found))
        if not done:
            following = names[:1]
        elif done[-1] in names:
            last = len(names) - 1 - names[::-1].index(done[-1])
            following = names[last + 1 : last + 2]
        else:
            following = []
        for name in following:
            out[name] = out.get(name, 0.0) + weight
    return out


def actions_of(found: Found) -> tuple[str, ...]:
    """Names of what was done in a past case, in order."""
    names = found.passage.metadata.get("actions")
    return tuple(n for n in names if isinstance(n, str)) if isinstance(names, (list, tuple)) else ()
