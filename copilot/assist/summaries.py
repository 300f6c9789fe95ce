"""A summary by rules: what the customer wants, what happened, who waits for whom. Verbatim sentences, no guesses."""

import re
from datetime import UTC, datetime
from typing import Any

from copilot.assist.case import Case
from copilot.assist.facts import mood, promises, tried
from copilot.assist.issue import key_sentences
from copilot.domain import Customer, Summary

_MOODS = {"angry": "Angry", "frustrated": "Frustrated", "worried": "Worried", "pleased": "Pleased"}

WITHOUT_SUCCESS = " A bot answered, without success."


def summarise(case: Case) -> Summary:
    """The whole summary; its own words are English, the customer's sentences stay as written."""
    issue = _issue(case)
    made = promises(case)
    done = tried(case)
    questions = tuple(_short(a, 220) for a in dict.fromkeys(_one_line(a) for a in case.asks))[:6]
    state = _state(case)
    feeling = mood(case)
    background = _background(case)
    second = state
    if made:  # a promise waits more urgently than the thread does
        due = f", due {made[0].due}" if made[0].due else ""
        second = f"Promised{due}: {_short(made[0].what, 110)} {state}"
    third = []
    if feeling in _MOODS:
        third.append(f"{_MOODS[feeling]}.")
    if done:
        third.append(f"Already tried: {_short(done[0], 110)}")
    elif questions and questions[-1] not in issue:
        third.append(f"Asks: {_short(questions[-1], 120)}")
    lines = [_short(issue, 220), _short(second, 260), _short(" ".join(third), 200)]
    return Summary(
        issue=issue,
        background=background,
        tried=done,
        state=state,
        open_questions=questions,
        promises=made,
        mood=feeling,
        language="en",
        text="\n".join(line for line in lines if line),
        origin="extractive",
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _short(text: str, most: int) -> str:
    text = _one_line(text)
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0].rstrip(",;:") + "..."


def _issue(case: Case) -> str:
    """The sentence or two in which the customer says what is wrong or wanted."""
    best = key_sentences(case)
    if not best:
        return _short(case.conversation.subject or case.turn_text, 240)
    longest = max(best, key=len)
    return _short(longest if len(longest) > 170 else " ".join(best), 300)


def _when(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%d %b %H:%M UTC").lstrip("0") if at else ""


def _state(case: Case) -> str:
    if not case.visible:
        return ""
    last = case.visible[-1]
    if last.author == "customer":
        first = case.turn[0]
        since = f" since {_when(first.sent_at)}" if first.sent_at else ""
        count = f" ({len(case.turn)} messages)" if len(case.turn) > 1 else ""
        bot = WITHOUT_SUCCESS if case.bot_failed else ""
        return f"Waiting for us{since}{count}.{bot}"
    since = f" since {_when(last.sent_at)}" if last.sent_at else ""
    return f"Waiting for the customer{since}."


def _background(case: Case) -> str:
    """One line: who it is, what they have, what they bought, what came before."""
    customer = case.customer
    if customer is None:
        return ""
    verified = {"attested": "identity attested", "claimed": "identity claimed", "none": "not verified"}[
        customer.verified
    ]
    parts = [f"{customer.name or customer.id or 'Unknown'} ({verified})"]
    parts += _attributes(customer.attributes)
    orders = _listed(customer.attributes.get("orders"))
    if orders:
        parts.append(_orders(orders, case.thread_text))
    parts.append(_history(customer))
    return "; ".join(p for p in parts if p)


def _attributes(attributes: dict[str, Any]) -> list[str]:
    """The telling scalars of a record: not how to reach the customer, which the page shows anyway."""
    skip = re.compile(
        r"mail|phone|address|street|postcode|zip|city|country|language|channel|handle|^id$|_id$|name", re.IGNORECASE
    )
    out = []
    for key, value in attributes.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and not skip.search(key):
            out.append(f"{key.replace('_', ' ')} {_short(str(value), 40)}")
    return out[:4]


def _listed(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _orders(orders: list[dict[str, Any]], thread: str) -> str:
    named = [o for o in orders if str(o.get("order_id") or o.get("id") or "-") in thread]
    shown = named[-1] if named else orders[-1]
    facts = [str(shown.get(k)) for k in ("order_id", "id", "date", "status", "total") if shown.get(k)]
    items = shown.get("items")
    if isinstance(items, list):
        facts.insert(1, ", ".join(str(i) for i in items[:3]))
    count = f"{len(orders)} order{'s' if len(orders) > 1 else ''}"
    return f"{count}, {'this' if named else 'latest'}: {_short(', '.join(facts), 120)}"


def _history(customer: Customer) -> str:
    if not customer.history:
        return "first contact"
    last = customer.history[-1]
    on = f" on {last.at.day} {last.at:%b}" if last.at else ""
    ended = f", {last.outcome}" if last.outcome else ""
    count = len(customer.history)
    return f"{count} earlier contact{'s' if count > 1 else ''}, the last by {last.channel}{on}{ended}"
