"""Past answers against articles that were changed after them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from retrieval.amounts import told
from retrieval.index import Hit
from retrieval.outdated import outdated
from tests.retrieval.tiny import passage

CLOSED = datetime(2026, 3, 1, tzinfo=UTC)
LATER, EARLIER = CLOSED + timedelta(days=9), CLOSED - timedelta(days=9)


def page(text: str, name: str = "returns", *, changed: datetime | None = LATER, **fields: Any) -> Hit:
    p = passage(name, text, title="Returning an order", language="en", updated_at=changed, **fields)
    return Hit(p, "g", 0.5, 1, None, None)


def past(answer: str, asked: str = "How do returns work here?", **metadata: object) -> Hit:
    ended = {"closed_at": int(CLOSED.timestamp()), "answer": answer, **metadata}
    p = passage("case", asked, kind="resolution", side="problem", language="en", metadata=ended)
    return Hit(p, "g", 0.5, 1, None, None)


OLD = past("Happy to help. You can return your order within 30 days of delivery.")
NEW = page("Orders can be returned within 14 days of delivery. The label is free.")


def test_another_amount_for_the_same_in_a_newer_article_contradicts() -> None:
    assert outdated([NEW], [OLD]) == {"case": "returns"}
    answer = passage("case", OLD.passage.metadata["answer"], 1, kind="resolution", side="answer", language="en",
                     metadata={"closed_at": int(CLOSED.timestamp())})  # fmt: skip
    assert outdated([NEW], [Hit(answer, "g", 0.5, 1, None, None)]) == {"case": "returns"}


@pytest.mark.parametrize(
    ("answered", "written"),
    [
        ("A return label costs €4.90 for the order.", "The return label for an order costs 5.90 €."),
        ("Members get 15 percent off every grinder.", "As a member you get 10 % off grinders."),
        ("Standard delivery takes 3-5 business days.", "Standard delivery takes 2 to 4 business days."),
        ("Orders placed until 18 December arrive in time.", "Orders placed until 20 December will arrive in time."),
        ("Your plan allows 3 devices to be connected.", "Each plan allows up to 5 devices connected."),
    ],
)
def test_prices_shares_durations_dates_and_counts_are_compared(answered: str, written: str) -> None:
    assert outdated([page(written)], [past(answered)]) == {"case": "returns"}


@pytest.mark.parametrize(
    ("article", "case"),
    [
        (page("Orders can be returned within 14 days of delivery.", changed=EARLIER), OLD),
        (page("Orders can be returned within 14 days of delivery.", changed=None), OLD),
        (NEW, past(OLD.passage.metadata["answer"], closed_at=None)),
        (page("Orders can be returned within 30 days of delivery."), OLD),
        (page("Descale the machine every 90 days to keep the coffee hot."), OLD),
        (page("Orders can be returned within 14 days of delivery."), past("The order was sent back 2 days ago.")),
        (NEW, past("You can return your order within 30 days of delivery.", "Can I return it within 30 days?")),
        (page("The return of an order over 1,000 EUR is picked up."), past("We return 1.000,00 EUR for your order.")),
        (page("Orders 48213 and 2026 are returned."), past("Your order 48215 is returned.")),
    ],
    ids=["older", "undated", "never closed", "the same", "of something else", "another sentence", "the customer's own",
         "written otherwise", "ids"],
)  # fmt: skip
def test_what_is_no_contradiction(article: Hit, case: Hit) -> None:
    assert outdated([article], [case]) == {}


def test_an_amount_that_any_article_at_hand_vouches_for_stands() -> None:
    express = page("You can return your express order within 14 days of delivery.", "express")
    usual = page("Other orders within 30 days of delivery.", changed=EARLIER)
    assert outdated([express, usual], [OLD]) == {}


def test_as_of_a_time_before_the_change_nothing_is_contradicted() -> None:
    assert outdated([NEW], [OLD], LATER - timedelta(days=1)) == {}
    from_then = page("Orders can be returned within 14 days of delivery.", changed=None, valid_from=LATER)
    assert outdated([from_then], [OLD], LATER) == {"case": "returns"}


def test_amounts_are_read_whatever_the_notation() -> None:
    def amounts(text: str) -> list[set[str]]:
        return [set(one.amounts) for one in told(text, "en")]

    assert amounts("It costs $1,000.50, then 20 % less. Wait 2–3 weeks.") == [{"1000.5"}, {"20"}, {"2", "3"}]
    assert amounts("Version A-12 of 2026, item #77.") == []
    assert amounts("No amounts here.") == []
