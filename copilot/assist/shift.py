"""A summary for the next shift: what is open, who waits since when, what was promised, what to do first. Pure."""

from typing import Any

from copilot.assist.case import Case, asks
from copilot.assist.lines import short, stacked
from copilot.assist.located import places
from copilot.assist.wordings import wording
from copilot.domain import Summary, Where
from copilot.guard.sentences import units


def handed_over(case: Case, live: Summary) -> dict[str, Any]:
    """What changes in the summary for the agent who answers now."""
    words = wording(live.language)
    step, where = _next(case, live)
    promised = ""
    if live.promises:
        due = words.due.format(when=live.promises[0].due) if live.promises[0].due else ""
        promised = words.promised.format(due=due, what=short(live.promises[0].what, 110))
    lines = (words.still_open.format(what=short(live.issue, 200)), f"{live.state} {promised}".strip())
    return {
        "next_step": step,
        "text": stacked(*lines, words.next_step.format(what=short(step, 200)) if step else ""),
        "evidence": live.evidence | ({"next_step": where} if where else {}),
    }


def _next(case: Case, live: Summary) -> tuple[str, tuple[Where, ...]]:
    """The weightiest thing to do, and where it comes from."""
    words = wording(live.language)
    if not case.visible:
        return "", ()
    kept = next((p for p in live.promises if p.overdue), next((p for p in live.promises if p.due), None))
    last = case.visible[-1]
    if kept is not None and (last.author == "customer" or kept.overdue):
        due = words.due.format(when=kept.due) if kept.due else ""
        return words.keep_promise.format(due=due, what=kept.what), (kept.where,) if kept.where else ()
    if last.author == "customer":
        if live.open_questions:
            question = live.open_questions[-1]
            return words.answer.format(what=question), places(case, question, first="customer")
        return words.answer_message, live.evidence.get("state", ())
    asked = [u.text for u in units(last.text) if asks(u.text) and len(u.text.split()) > 2]
    if asked:
        return words.wait_answer.format(what=short(asked[-1], 180)), places(case, asked[-1], first=last.author)
    if kept is not None:
        due = words.due.format(when=kept.due) if kept.due else ""
        return words.keep_promise.format(due=due, what=kept.what), (kept.where,) if kept.where else ()
    return words.wait, live.evidence.get("state", ())
