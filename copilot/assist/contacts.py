"""A customer's whole history across channels: each contact in a line, what recurs, what is open. Pure."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from copilot.assist.case import Case, own_text
from copilot.assist.lines import short, stacked
from copilot.assist.located import at_contact
from copilot.assist.wordings import day, wording
from copilot.domain import Contact, Conversation, PastConversation, Summary
from copilot.guard.values import extract
from copilot.guard.words import content

_UNSOLVED = frozenset({"open", "reopened", "unsolved", "pending", "escalated"})
_SAME = 0.4
"""Share of the shorter contact's words that two have in common where they are one matter."""
_LEAST, _MOST = 2, 12
"""Words that two contacts must share at least, and of the shorter one from which a share says something."""
_CODE = 4
"""Characters of a number beyond which it is one order's or repair's; an error code is shorter."""
_LINE = 200
_LISTED = 60


def history(case: Case, live: Summary, issue_of: Callable[[Case], str]) -> dict[str, Any]:
    """What changes in the summary for the agent who answers now; ``issue_of`` says what a thread is about."""
    words = wording(live.language)
    line = _timeline(case, live, issue_of)
    same = _recurring(_matters(case))
    again = line[same[-1]].what if same else ""
    since = next((c.at for c in line if c.at), None)
    channels = ", ".join(dict.fromkeys(c.channel for c in line))
    counted = words.contacts[len(line) > 1].format(
        n=len(line), channels=channels, since=words.since.format(when=day(since, live.language)) if since else ""
    )
    waits = bool(case.visible) and case.visible[-1].author == "customer"
    still = [c.what for c in line[:-1] if c.outcome in _UNSOLVED] + ([live.issue] if waits else [])
    still += [p.what for p in live.promises if p.overdue]
    open_line = words.still_open.format(what=short("; ".join(short(s, 90) for s in dict.fromkeys(still[-3:])), 260))
    evidence = dict(live.evidence)
    if where := tuple(w for n in same if (w := line[n].where) is not None):
        evidence["recurring"] = where
    times = len(same) - 1
    returned = words.recurring[times > 1].format(n=times, what=short(again, 180)) if same else live.issue
    return {
        "timeline": line,
        "recurring": again,
        "text": stacked(counted, short(returned, 240), open_line if still else words.nothing_open),
        "evidence": evidence,
    }


def _past(case: Case) -> list[tuple[int, PastConversation]]:
    """(number, contact) of the latest earlier contacts, oldest first."""
    past = case.customer.history if case.customer else ()
    never = datetime(1970, 1, 1, tzinfo=UTC)
    return sorted(enumerate(past), key=lambda p: (p[1].at or never).timestamp())[-_LISTED:]


def _timeline(case: Case, live: Summary, issue_of: Callable[[Case], str]) -> tuple[Contact, ...]:
    out: list[Contact] = []
    for number, contact in _past(case):
        what = _matter(case, contact, issue_of)
        where = at_contact(number, what) if what else None
        out.append(Contact(channel=contact.channel, at=contact.at, what=what, outcome=contact.outcome, where=where))
    return (*out, Contact(channel=case.channel, at=case.last_at, what=short(live.issue, _LINE)))


def _matter(case: Case, past: PastConversation, issue_of: Callable[[Case], str]) -> str:
    """What an earlier contact was about: its summary, or what the customer said then."""
    if past.summary:
        return short(past.summary, _LINE)
    messages = tuple(m for m in past.messages if not m.private and m.author != "system")
    if not messages:
        return ""
    conversation = Conversation(channel=past.channel, messages=messages)
    return short(issue_of(Case(case.request, conversation, None, case.policy)), _LINE)


def _matters(case: Case) -> list[tuple[set[str], set[str]]]:
    """(content words, numbers such as those of orders) of each contact in the timeline."""
    texts = [
        "\n".join([p.summary or "", *(own_text(m) for m in p.messages if m.author == "customer" and not m.private)])
        for _, p in _past(case)
    ]
    texts.append(f"{case.conversation.subject or ''}\n{case.customer_text}")
    return [
        (
            set(content(text, case.language)),
            {k for v in extract(text) if v.kind == "code" and len(v.text) > _CODE for k in v.keys},
        )
        for text in texts
    ]


def _recurring(matters: list[tuple[set[str], set[str]]]) -> tuple[int, ...]:
    """Places of the contacts about one matter, where there are several; of several such matters the most frequent."""

    def same(a: tuple[set[str], set[str]], b: tuple[set[str], set[str]]) -> bool:
        shared = len(a[0] & b[0])
        alike = shared >= _LEAST and shared >= _SAME * min(len(a[0]), len(b[0]), _MOST)
        return alike or bool(a[1] & b[1])

    groups = [tuple(m for m, b in enumerate(matters) if m == n or same(a, b)) for n, a in enumerate(matters)]
    best = max(groups, key=lambda g: (len(g), g), default=())
    return best if len(best) > 1 else ()
