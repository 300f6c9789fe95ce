"""A copilot that is broken in one thing is caught by the metric that is there for it; the whole one is not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from copilot.demo import TENANT
from copilot.domain import Citation, Reply
from copilot.wiring import Parts
from evals.figures import Unscored
from evals.mutations.__main__ import caught, compared, read_cases, run, table
from evals.mutations.mutants import MUTATIONS, NOTHING, change_digit, swap_citations
from evals.mutations.score import METRICS, Case, Seen
from retrieval.documents import Article, Found, Passage
from retrieval.scope import Scope

AT = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 9, 1, tzinfo=UTC)
KNOWN = """
en | Returning an order | You can return an order within 30 days. | How many days do I have to return an order?
en | Delivery times | Standard delivery takes 4 working days in the UK. | How long does standard delivery take?
en | Warranty of kettles | The warranty of a kettle lasts 24 months. | How long does the warranty of my kettle last?
en | Grind size | For filter coffee set the grinder to size 22. | Which size do I set the grinder to for filter coffee?
en | Invoices | You can download an invoice for 10 years. | Where can I download an invoice for my order?
de | Gutscheine | Ein Gutschein ist 36 Monate lang gültig. | Wie viele Monate ist ein Gutschein gültig?
de | Abo pausieren | Sie können ein Abo im Konto 12 Wochen lang pausieren. | Wie kann ich mein Abo pausieren?
de | Wasserfilter | Der Wasserfilter wird alle 60 Tage gewechselt. | Wann muss der Wasserfilter gewechselt werden?
de | Entkalken | Sie müssen die Maschine alle 3 Monate entkalken. | Wie oft muss ich die Maschine entkalken?
de | Versand | Der Versand nach Österreich kostet 4,90 EUR. | Was kostet der Versand nach Österreich?
"""
OFF_TOPIC = (
    "Can you gift wrap an order for a birthday?",
    "Can a courier bring my order at night to a hotel?",
    "Does the kettle whistle like my old kettle did?",
    "Can I get an invoice in Japanese yen?",
    "Who painted the kettle on your delivery van?",
    "Which grinder did the champion use?",
)


async def test_every_mutation_is_caught_and_the_whole_copilot_is_not(parts: Parts) -> None:
    cases, documents = [], []
    for n, line in enumerate(KNOWN.strip().splitlines()):
        language, title, body, asked = line.split(" | ")
        now = Article(id=f"a{n}", title=title, body=body, language=language)
        later = {"id": f"b{n}", "title": f"{title}: new", "valid_from": LATER}
        documents += [now, now.model_copy(update=later)]
        cases.append(Case(now.id, asked, language, (now.id,), AT))
    cases += [Case(f"off-{n}", asked, "en", (), AT) for n, asked in enumerate(OFF_TOPIC)]
    await parts.knowledge.put_many(Scope(tenant=TENANT), documents)
    cells = compared(await run(parts, cases, MUTATIONS))
    assert {m.name: caught(m, cells) for m in MUTATIONS} == {m.name: True for m in MUTATIONS}
    assert not any(cell.red for cell in cells[NOTHING.name].values())
    told = table(cells, MUTATIONS)
    assert told.count("| yes |") == len(MUTATIONS)
    assert "NO" not in told


def reply(text: str = "It takes 30 days.", *ids: str) -> Reply:
    cited = [
        Citation(passage_id=i, kind="article", source_id=i, title=i, quote=text, start=0, end=len(text)) for i in ids
    ]
    return Reply(id="a", text=text, origin="extractive", confidence=0.8, citations=tuple(cited))


def found(name: str, **more: Any) -> Found:
    return Found(passage=Passage(id=name, kind="article", source_id=name, title=name, text="", **more), relevance=0.9)


def seen(text: str = "It takes 30 days.", **more: Any) -> Seen:
    case = Case("c", "How long?", "en", ("a",), AT)
    return replace(Seen(case, ("b", "a"), (reply(text, "a"),), {"a": "T\nIt takes 30 days."}, (found("a"),)), **more)


def test_what_is_spoilt_is_what_the_name_says() -> None:
    swapped = swap_citations(reply("x", "a", "b"), ())
    assert [c.source_id for c in swapped.citations] == ["b", "a"]
    assert swap_citations(reply("x", "a"), (found("a"), found("z"))).citations[0].source_id == "z"
    assert change_digit(reply("Within 39 days, 5 EUR."), ()).text == "Within 49 days, 5 EUR."
    assert change_digit(reply("No number."), ()).text == "No number."


UNANSWERABLE = Case("c", "?", "en", (), AT)


@pytest.mark.parametrize(
    ("metric", "good", "bad"),
    [
        ("mrr@10", seen(ranking=("a",)), seen(ranking=("b",))),
        ("citation precision", seen(), seen(passages={"a": "T\nIt takes 40 days."})),
        ("values right", seen(), seen("It takes 40 days.")),
        ("silent", seen(case=UNANSWERABLE, replies=()), seen(case=UNANSWERABLE)),
        ("past only", seen(found=(found("a", valid_from=AT),)), seen(found=(found("a", valid_from=LATER),))),
        (
            "language right",
            seen("It takes a few days until you have it."),
            seen("Es dauert ein paar Tage, bis es da ist."),
        ),
    ],
)
def test_each_metric_tells_good_from_bad(metric: str, good: Seen, bad: Seen) -> None:
    assert METRICS[metric](good) == 1
    assert METRICS[metric](bad) == 0


def test_a_case_that_a_metric_is_not_about_has_no_score() -> None:
    nothing = seen(replies=(), found=(), passages={})
    without = {m for m, of in METRICS.items() if isinstance(of(nothing), Unscored)}
    assert without == {"citation precision", "values right", "silent", "language right", "past only"}


def test_the_cases_go_by_the_seed() -> None:
    first = read_cases(30, 7)
    assert first == read_cases(30, 7) != read_cases(30, 8)
    assert len(first) == 30
    assert sum(not c.gold for c in first) == 10
    assert {c.language for c in first if c.gold} == {"en", "de"}
