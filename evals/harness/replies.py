"""Scores of suggested replies, from what was expected and the answer of ``POST /v1/assist``; of the reply that a draft
weighed as well."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from evals.figures import Unscored
from evals.harness.scores import Score

Json = dict[str, Any]


def replies_of(answer: Json) -> Sequence[Json]:
    """The replies that were suggested, best first; of a decision the one that it is about."""
    if "decision" not in answer:
        return cast(Sequence[Json], answer["replies"])
    reply = answer["reply"] if answer["decision"] == "send" else (answer["handoff"] or {}).get("first_reply")
    return [reply] if reply else []


def cited(reply: Json) -> list[str]:
    """Ids of the documents that it cites."""
    return list(dict.fromkeys(c["source_id"] for c in reply["citations"]))


def answered(expect: Json, answer: Json) -> Score:
    return float(bool(replies_of(answer))) if expect.get("gold") else None


def silent(expect: Json, answer: Json) -> Score:
    return float(not replies_of(answer)) if expect.get("gold") == [] else None


def right(expect: Json, answer: Json) -> Score:
    """Where no reply came this says nothing: that is what ``answered`` and ``fit_to_send`` are for."""
    given = replies_of(answer)
    if "gold" not in expect or not given:
        return None
    if expect["gold"] and given[0]["citations"] and all(c["kind"] == "resolution" for c in given[0]["citations"]):
        return Unscored("the reply rests on past answers alone, and only articles are known to be right")
    return float(_rests_on(given[:1], expect["gold"]))


def any_right(expect: Json, answer: Json) -> Score:
    given = replies_of(answer)
    return float(_rests_on(given, expect["gold"])) if expect.get("gold") and given else None


def _rests_on(given: Iterable[Json], gold: Iterable[str]) -> bool:
    return any(set(cited(r)) & set(gold) for r in given)


def citation_precision(expect: Json, answer: Json) -> Score:
    given = replies_of(answer)
    if "gold" not in expect or not given:
        return None
    sources = cited(given[0])
    if not sources:
        return Unscored("the reply cites nothing")
    return len(set(sources) & set(expect["gold"])) / len(sources)


def grounded(_: Json, answer: Json) -> Score:
    return _share(answer, lambda reply: not any(not c["ok"] for c in reply["checks"]))


def value_errors(_: Json, answer: Json) -> Score:
    return _share(answer, lambda reply: any(c["kind"] in ("value", "link") and not c["ok"] for c in reply["checks"]))


def _share(answer: Json, holds: Any) -> Score:
    given = replies_of(answer)
    return sum(bool(holds(r)) for r in given) / len(given) if given else None


def in_language(expect: Json, answer: Json) -> Score:
    given = replies_of(answer)
    if not expect.get("language") or not given:
        return None
    if not given[0].get("language"):
        return Unscored("the reply says no language")
    return float(str(given[0]["language"]).split("-")[0] == str(expect["language"]).split("-")[0])


def says(expect: Json, answer: Json) -> Score:
    """Each expected string may name alternatives, ``a|b``; capitals don't matter."""
    given = replies_of(answer)
    return held(expect["says"], given[0]["text"]) if expect.get("says") and given else None


def held(wanted: Sequence[str], text: str) -> float:
    """The share of the wanted strings that a text holds."""
    said = " ".join(text.casefold().split())
    return sum(any(" ".join(way.casefold().split()) in said for way in w.split("|")) for w in wanted) / len(wanted)


def confidence(_: Json, answer: Json) -> Score:
    given = replies_of(answer)
    return float(given[0]["confidence"]) if given else None
