"""A reply held against what it may rest on."""

from copilot.domain import Check, Citation
from copilot.guard.grounding import Evidence, check_reply, flatten

RETURNS = "You can return an order within 30 days of delivery. The label costs 6.90 EUR. See help.shop.example/returns."
REPAIR = "A repair takes 10 working days."
EVIDENCE = Evidence(
    passages={"a": RETURNS, "b": REPAIR},
    conversation="My order PW-371520 arrived on 29 October.",
    record=flatten({"orders": [{"total": "779.00 GBP"}], "phone": "+44 7700 900142", "vip": True}),
    hosts=("www.shop.example",),
)


def cited(text: str, part: str, passage: str, quote: str) -> Citation:
    start = text.index(part)
    return Citation(
        passage_id=passage, kind="article", source_id="x", title="T", quote=quote, start=start, end=start + len(part)
    )


def failed(text: str, *citations: Citation, evidence: Evidence = EVIDENCE, **other: str) -> list[Check]:
    return [c for c in check_reply(text, citations, evidence, **other) if not c.ok]  # type: ignore[arg-type]


def test_values_of_sources_thread_and_record_pass() -> None:
    text = "PW-371520 came on 29.10.; you have 30 days, the label is 6,90 €, and you paid £779. A repair: 10 Werktage."
    assert failed(text) == []


def test_a_made_up_value_is_marked_where_it_stands() -> None:
    text = "You have 60 days to return it."
    (check,) = failed(text)
    assert (check.kind, check.found) == ("value", "60 days")
    assert text[check.start : check.end] == "60 days"


def test_a_sentence_that_cites_one_passage_is_not_vouched_for_by_another() -> None:
    text = "A repair takes 30 days."
    (check,) = failed(text, cited(text, text, "b", REPAIR))
    assert (check.kind, check.found) == ("value", "30 days")
    assert failed(text) == []


def test_a_quote_must_stand_word_for_word_in_its_passage() -> None:
    text = "You have 30 days."
    good = cited(text, text, "a", "You can return an order within 30 days of delivery.")
    assert failed(text, good) == []
    assert [c.kind for c in failed(text, good.model_copy(update={"quote": "You can return it for ever."}))] == [
        "citation"
    ]
    assert [c.kind for c in failed(text, good.model_copy(update={"passage_id": "nope"}))] == ["citation", "value"]


def test_a_citation_of_a_passage_that_does_not_exist_fails() -> None:
    text = "Hello. You have 30 days."
    (check,) = [c for c in check_reply(text, [], EVIDENCE, unknown_marks=[(len(text), 7)]) if c.kind == "citation"]
    assert (check.ok, check.found) == (False, "[7]")
    assert text[check.start : check.end] == "You have 30 days."


def test_links_come_from_sources_or_allowed_hosts_only() -> None:
    assert failed("See https://help.shop.example/returns and https://shop.example/account.") == []
    for bad in ("https://shop.example.evil.com/x", "www.evil.com", "https://shop.example@evil.com/"):
        assert "link" in [c.kind for c in failed(f"Pay at {bad} please.")], bad


def test_an_image_is_never_fine() -> None:
    assert "link" in [c.kind for c in failed("Hello ![x](https://shop.example/p.png)")]


def test_a_public_text_holds_no_personal_data() -> None:
    public = Evidence(passages={"a": RETURNS}, conversation=EVIDENCE.conversation, public=True, personal=("Whitcombe",))
    text = "Hi Hannah Whitcombe, PW-371520 is late; call +44 7700 900142."
    found = {c.found for c in failed(text, evidence=public) if c.kind == "audience"}
    assert found == {"Whitcombe", "PW-371520", "+44 7700 900142"}
    assert failed("Hi Hannah, please send us a direct message.", evidence=public) == []


def test_resting_on_an_internal_article_fails_the_audience_check() -> None:
    internal = Evidence(passages={"a": RETURNS}, internal=frozenset({"a"}))
    text = "The label costs money."
    kinds = [c.kind for c in failed(text, cited(text, text, "a", "The label costs 6.90 EUR."), evidence=internal)]
    assert kinds == ["audience"]


def test_another_language_than_the_customers_is_said() -> None:
    (check,) = failed("You can.", language="en", wanted_language="de")
    assert check.kind == "language"
    assert failed("You can.", language="en-GB", wanted_language="en") == []
