"""A summary by rules: what the customer wants, what happened, who waits for whom. Verbatim sentences, no guesses.

Each statement points to where it stands. Private notes are a part of their own, and no other part is made from them.
"""

import re
from itertools import dropwhile, takewhile
from typing import Any

from copilot.assist.case import Case, asks, own_text
from copilot.assist.closing import closed
from copilot.assist.contacts import history
from copilot.assist.covers import fingerprint
from copilot.assist.facts import felt, mood, mood_change, tried
from copilot.assist.issue import key_sentences, ranked_sentences, wrong
from copilot.assist.ledger import promises
from copilot.assist.lines import one_line, short, stacked
from copilot.assist.located import at_field, at_message, leaves, places
from copilot.assist.salient import Account, account
from copilot.assist.shift import handed_over
from copilot.assist.third_person import bare
from copilot.assist.verified import facts
from copilot.assist.wordings import Wording, day, moment, told_in, wording
from copilot.domain import Customer, PromiseMade, Summary, Where
from copilot.guard.sentences import units
from copilot.guard.words import content

_AT_LENGTH = 40
"""Words of a turn."""
_TELLS, _TELLS_ANYHOW, _LONG_QUESTION = 5, 7, 10
"""Content words from which on a later sentence that complains or asks, or any, says by itself what it is about; words
of a question that does."""
WITHOUT_SUCCESS = wording("en").bot_failed
_NOTES, _NOTE = 8, 300
"""Of private notes, how many are shown, the latest, and how much of each."""


def summarise(case: Case, *, notes: bool = True) -> Summary:
    """The summary of the kind and in the language that are asked for; what people wrote stays as they wrote it.

    ``notes``: with what private notes say; without, where it may leave the circle of agents.
    """
    live = _live(case, notes=notes)
    kind = case.request.summary_kind
    if kind == "handover":
        changes = handed_over(case, live)
    elif kind == "closing":
        changes = closed(case, live, _issue)
    elif kind == "customer":
        changes = history(case, live, _issue)
    else:
        return live
    return live.model_copy(update={"kind": kind, **changes})


def _live(case: Case, *, notes: bool) -> Summary:
    language = told_in(case.request.reader_language)
    issue = _issue(case)
    made = _promises(case)
    done = tried(case)
    questions = tuple(short(a, 220) for a in dict.fromkeys(one_line(a) for a in case.asks))[:6]
    state, since = _state(case, language)
    background, known = _background(case, language)
    said = _notes(case) if notes else ()
    evidence: dict[str, tuple[Where, ...]] = {
        "issue": _issue_stands(case, issue),
        "background": known,
        "state": since,
        "mood": places(case, felt(case) or "", first="customer"),
    }
    evidence |= {f"tried/{n}": places(case, t, first="customer") for n, t in enumerate(done)}
    evidence |= {f"open_questions/{n}": places(case, q, first="customer") for n, q in enumerate(questions)}
    evidence |= {f"promises/{n}": (p.where,) for n, p in enumerate(made) if p.where}
    evidence |= {f"notes/{n}": (w,) for n, (_, w) in enumerate(said)}
    told = account(case) if language == "en" and not _new_matter(case) else None
    evidence |= {f"text/{n}": where for n, where in enumerate(told.where.values())} if told else {}
    text = _told(told, case, wording(language), state, made) if told else ""
    return Summary(
        issue=issue,
        background=background,
        tried=done,
        state=state,
        open_questions=questions,
        promises=made,
        mood=mood(case),
        mood_change=mood_change(case),
        facts=facts(case),
        notes=tuple(text for text, _ in said),
        evidence={place: where for place, where in evidence.items() if where},
        covers=fingerprint(case),
        language=language,
        text=text or _text(case, wording(language), issue, state, made, done, questions),
        origin="extractive",
    )


def _told(told: Account, case: Case, words: Wording, state: str, made: tuple[PromiseMade, ...]) -> str:
    """What the customer says, what the agent answered, and who waits: for a thread with both sides in it."""
    quoted = {w.quote for where in told.where.values() for w in where}
    rest = [f"{feeling}." for feeling in [words.moods.get(mood(case))] if feeling]
    if made and made[0].due and made[0].what not in quoted:
        due = words.due.format(when=made[0].due)
        rest.append(words.promised.format(due=due, what=short(made[0].what, 110)))
    now = _now(case) if case.visible[-1].author == "customer" else ""
    if now and not any(now in one_line(q) or one_line(q) in now for q in quoted):
        rest.append(f"Now: {short(bare(now), 160)}")
    return stacked(told.customer, told.agent, " ".join([state, *rest]).strip())


def _new_matter(case: Case) -> bool:
    """The customer wrote at length since an agent's last answer: that, in their own words, tells more than what was."""
    return case.visible[-1:] == case.turn[-1:] and len(case.turn_text.split()) >= _AT_LENGTH


def _now(case: Case) -> str:
    """The sentence that tells most of what the customer wrote since an agent's last answer: a question, if any."""
    turn = one_line(case.turn_text)
    return next((s for s in (*map(one_line, case.asks), *ranked_sentences(case)) if s in turn), "")


def _text(  # noqa: PLR0917  # a summary's own parts
    case: Case,
    words: Wording,
    issue: str,
    state: str,
    made: tuple[PromiseMade, ...],
    done: tuple[str, ...],
    questions: tuple[str, ...],
) -> str:
    """Three lines for a reader in a hurry."""
    second = state
    if made:  # a promise waits more urgently than the thread does
        due = words.due.format(when=made[0].due) if made[0].due else ""
        second = f"{words.promised.format(due=due, what=short(made[0].what, 110))} {state}"
    third = []
    if feeling := words.moods.get(mood(case)):
        third.append(f"{feeling}.")
    if done:
        third.append(words.tried.format(what=short(done[0], 110)))
    elif questions and questions[-1] not in issue:
        third.append(words.asks.format(what=short(questions[-1], 120)))
    return stacked(short(issue, 220), short(second, 260), short(" ".join(third), 200))


def _promises(case: Case) -> tuple[PromiseMade, ...]:
    """With the place where each was made."""
    return tuple(
        p if p.where else p.model_copy(update={"where": next(iter(places(case, p.what, first="agent")), None)})
        for p in promises(case)
    )


def _notes(case: Case) -> list[tuple[str, Where]]:
    """What private notes of this conversation say, the latest last."""
    said = [m for m in case.conversation.messages if m.private and m.author != "system" and m.text.strip()]
    return [(short(own_text(m), _NOTE), at_message(m, own_text(m))) for m in said[-_NOTES:]]


def _issue_stands(case: Case, issue: str) -> tuple[Where, ...]:
    """Sentence by sentence; the subject where no message holds it."""
    keys = [k for k in _matters(case) if k[:40] in issue]  # in chats they are joined without a full stop
    sentences = [u.text for u in units(issue)]
    for parts in ([issue], sentences, keys):
        found = tuple(w for part in parts for w in places(case, part, first="customer"))
        if found:
            break
    if not found and case.conversation.subject and issue:
        return (Where(record="subject", quote=case.conversation.subject[:300]),)
    return found


def _issue(case: Case) -> str:
    """The sentence or two in which the customer says what is wrong or wanted."""
    best = _matters(case)
    if not best:
        return short(case.conversation.subject or case.turn_text, 240)
    longest = max(best, key=len)
    return short(longest if len(longest) > 170 else " ".join(best), 300)


def _matters(case: Case) -> tuple[str, ...]:
    """The key sentences; the best of the opening in place of what only tells how it went on ("I sent it just now")."""
    best = key_sentences(case)
    since_first = dropwhile(lambda m: m.author != "customer", case.visible)
    before_us = takewhile(lambda m: m.author != "agent", since_first)
    opening = one_line(" ".join(own_text(m) for m in before_us if m.author == "customer"))
    told = [key for key in best if _tells(key, case.language)]
    first = next((s for s in ranked_sentences(case) if s in opening), "")
    if not first or len(told) == len(best) or any(key in opening for key in best):
        return best
    return first, *told[:1]


def _tells(sentence: str, language: str) -> bool:
    words = len(set(content(sentence, language)))
    asked = asks(sentence)
    return (
        words >= _TELLS_ANYHOW
        or (words >= _TELLS and (asked or wrong(sentence)))
        or (asked and len(sentence.split()) >= _LONG_QUESTION)
    )


def _state(case: Case, language: str) -> tuple[str, tuple[Where, ...]]:
    """Who waits for whom, since when, and the message since which."""
    words = wording(language)
    if not case.visible:
        return "", ()
    last = case.visible[-1]
    ours = last.author == "customer"
    since = case.turn[0] if ours else last
    when = words.since.format(when=moment(since.sent_at, language)) if since.sent_at else ""
    where = (at_message(since, next((u.text for u in units(own_text(since))), "")),)
    if not ours:
        return f"{words.waiting_for_customer}{when}.", where
    count = words.messages.format(n=len(case.turn)) if len(case.turn) > 1 else ""
    return f"{words.waiting_for_us}{when}{count}.{words.bot_failed if case.bot_failed else ''}", where


def _background(case: Case, language: str) -> tuple[str, tuple[Where, ...]]:
    """One line: who it is, what they have, what they bought, what came before; with its places in the record."""
    customer, words = case.customer, wording(language)
    if customer is None:
        return "", ()
    verified = {"attested": words.attested, "claimed": words.claimed, "none": words.unverified}[customer.verified]
    parts = [f"{customer.name or customer.id or words.unknown} ({verified})"]
    parts += _attributes(customer.attributes)
    orders = _listed(customer.attributes.get("orders"))
    if orders:
        parts.append(_orders(orders, case.thread_text, words))
    parts.append(_history(customer, language))
    line = "; ".join(p for p in parts if p)
    fields = (leaf for leaf in leaves(case) if leaf.path.startswith("attributes/") and leaf.value in line)
    named = (Where(record="name", quote=customer.name),) if customer.name else ()
    last = len(customer.history) - 1
    past = (Where(history=last, quote=short(customer.history[last].summary or "", 300)),) if customer.history else ()
    return line, (*named, *[at_field(leaf) for leaf in fields][:8], *past)


def _attributes(attributes: dict[str, Any]) -> list[str]:
    """The telling scalars of a record: not how to reach the customer, which the page shows anyway."""
    skip = re.compile(
        r"mail|phone|address|street|postcode|zip|city|country|language|channel|handle|^id$|_id$|name", re.IGNORECASE
    )
    out = []
    for key, value in attributes.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and not skip.search(key):
            out.append(f"{key.replace('_', ' ')} {short(str(value), 40)}")
    return out[:4]


def _listed(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _orders(orders: list[dict[str, Any]], thread: str, words: Wording) -> str:
    named = [o for o in orders if str(o.get("order_id") or o.get("id") or "-") in thread]
    shown = named[-1] if named else orders[-1]
    told = [str(shown.get(k)) for k in ("order_id", "id", "date", "status", "total") if shown.get(k)]
    items = shown.get("items")
    if isinstance(items, list):
        told.insert(1, ", ".join(str(i) for i in items[:3]))
    count = words.orders[len(orders) > 1].format(n=len(orders))
    return f"{count}, {words.this if named else words.latest}: {short(', '.join(told), 120)}"


def _history(customer: Customer, language: str) -> str:
    words = wording(language)
    if not customer.history:
        return words.first_contact
    last, count = customer.history[-1], len(customer.history)
    on = words.on.format(when=day(last.at, language)) if last.at else ""
    ended = f", {last.outcome}" if last.outcome else ""
    return words.earlier[count > 1].format(n=count, channel=last.channel, on=on, ended=ended)
