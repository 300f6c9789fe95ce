"""Claims of a written reply held against the passages they cite."""

import time

import pytest

from copilot.domain import Check, Citation
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.sentences import units
from evals.guard.support import cases, checks_of, judged, rates

PASSAGE = (
    "Returning an order\n\nYou can return unopened bags within 30 days of delivery. Opened bags cannot be returned. "
    "The label is free in Germany.\n\n## How it works\n\nDo this:\n\n1. Open Account > Orders and select Return.\n"
    "2. Print the label after you have packed the box.\n\n| Plan | Support |\n| Basic | e-mail |\n| Premium | phone |"
)
CUSTOMER = "I live in Germany and have an unopened bag."


def cited(text: str, *parts: str) -> list[Citation]:
    return [
        Citation(
            passage_id="a", kind="article", source_id="x", title="T", quote="The label is free in Germany.",
            start=text.index(p), end=text.index(p) + len(p),
        )
        for p in parts
    ]  # fmt: skip


def failed(text: str, *parts: str, conversation: str = CUSTOMER, fixed: str = "") -> list[Check]:
    evidence = Evidence(passages={"a": PASSAGE}, conversation=conversation, fixed=fixed)
    checks = check_reply(text, cited(text, *(parts or (text,))), evidence, language="en", written=True)
    return [c for c in checks if c.kind == "support" and not c.ok]


@pytest.mark.parametrize(
    "text",
    [
        "You can send unopened bags back within 30 days of delivery.",
        "Bags that have been opened can't be taken back.",
        "In Germany the label costs nothing.",
        "Print the label once the box is packed.",
        "Premium customers get support by phone.",
        "The label is free in Germany.",
    ],
)
def test_what_the_passage_says_in_other_words_passes(text: str) -> None:
    assert failed(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("You can't send unopened bags back within 30 days of delivery.", "denies|Denies"),
        ("You can return opened bags.", "denie|opened"),
        ("The label is free in Switzerland.", "uk|switzerland"),
        ("Print the label before you have packed the box.", "before"),
        ("Basic customers get support by phone.", "phone|basic"),
        ("You can return bags within 30 days of delivery.", "unopened"),
        ("Our warehouse is insured against fire and theft.", "doesn't speak of"),
    ],
)
def test_what_the_passage_does_not_say_is_marked_with_its_reason(text: str, reason: str) -> None:
    whole = f"Hello Sam,\n\n{text}\n\nKind regards\nMaya"
    (check,) = failed(whole, text, conversation="What are my options?")
    assert whole[check.start : check.end] == text
    assert check.found == text
    assert any(part in check.detail for part in reason.split("|")), check.detail


_RULES = {
    "en": "Rules\n\nThe pool may be used only with an adult. You can redirect a parcel until it is out for delivery. "
    "The shuttle runs between the hotel and the port. We send a similar item, unless you have ticked the box. "
    "Purchases are shared between both accounts, except for coins. Members can export their own boards. "
    "The lockers are the tenant's responsibility. Take the tablets after a meal. The power is off while we work. "
    "The filter must be rinsed. We remove reviews that contain private data, but not those that are negative. "
    "Repairs are available to patients who cannot travel. Seats are sold at the counter only.",
    "de": "Regeln\n\nBegleitpersonen dürfen bei der Prüfung nicht mitfahren. Im Nahverkehr ist die Mitnahme nur "
    "außerhalb der Stoßzeiten erlaubt. Die Prüfung kann erst gebucht werden, wenn die Theorie bestanden ist. "
    "Geschäftskunden erhalten Auszüge täglich, Privatkunden monatlich.",
    "fr": "Règles\n\nSi tout le quartier est touché, contactez le gestionnaire du réseau, pas votre fournisseur.",
    "es": "Reglas\n\nLos cambios son gratuitos en tienda. La prenda debe llevar la etiqueta.",
}


def _failed_by(language: str, text: str) -> list[str]:
    evidence = Evidence(passages={"a": _RULES[language]})
    checks = check_reply(text, cited(text, text), evidence, language=language, written=True)
    return [c.detail for c in checks if c.kind == "support" and not c.ok]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In the pool you need an adult with you."),  # only with
        ("en", "You can redirect a parcel as long as it isn't out for delivery."),  # until
        ("en", "The shuttle runs between the hotel and the port, not to the station."),
        ("en", "The lockers are up to the tenant."),
        ("en", "There is no electricity while we work."),
        ("en", "Seats are sold at the counter."),  # what "only" stands before
        ("de", "Eine Begleitperson darf bei der Prüfung nicht mitfahren."),
        ("de", "Als Privatkundin erhalten Sie die Auszüge monatlich."),
        ("fr", "Quand tout le quartier est touché, contactez le gestionnaire du réseau et non votre fournisseur."),
    ],
)
def test_the_same_rule_in_another_construction_passes(language: str, text: str) -> None:
    assert _failed_by(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You don't need an adult in the pool."),
        ("en", "We send a similar item, whatever you have ticked."),
        ("en", "Only coins are shared between both accounts."),
        ("en", "Members can export all boards."),
        ("en", "The lockers are up to us."),
        ("en", "Take the tablets before eating."),
        ("en", "The electricity stays on while we work."),
        ("en", "You don't have to rinse the filter."),
        ("en", "Repairs are available to every patient."),
        ("de", "Im Nahverkehr ist die Mitnahme nur während der Stoßzeiten erlaubt."),
        ("de", "Die Prüfung kann gebucht werden, bevor die Theorie bestanden ist."),
        ("es", "En la tienda tiene que pagar los cambios."),
        ("es", "La prenda no tiene que llevar la etiqueta."),
    ],
)
def test_a_rule_turned_by_its_construction_is_marked(language: str, text: str) -> None:
    assert _failed_by(language, text)


def test_a_claim_without_a_citation_fails_and_says_whether_a_passage_bears_it() -> None:
    text = "You can return unopened bags within 30 days. We also repair bicycles for our customers."
    true, made_up = _uncited(text)
    assert "though one says so" in true.detail
    assert "none says so" in made_up.detail


def _uncited(text: str) -> list[Check]:
    evidence = Evidence(passages={"a": PASSAGE}, conversation=CUSTOMER)
    return [c for c in check_reply(text, [], evidence, language="en", written=True) if not c.ok and c.kind == "support"]


def test_a_citation_further_on_in_the_paragraph_covers_what_it_bears() -> None:
    last = "Opened bags cannot be returned."
    assert failed(f"You can return unopened bags within 30 days. {last}", last) == []
    (check,) = failed(f"We repair bicycles on Sundays. {last}", last)
    assert check.found == "We repair bicycles on Sundays."


def test_a_citation_before_a_list_covers_its_items() -> None:
    text = (
        "This is how:\n\n1. Open Account > Orders and select Return.\n2. Print the label after you have packed the box."
    )
    assert failed(text, "This is how:") == []


@pytest.mark.parametrize(
    "text",
    [
        "Hi Sam, thanks for your message!",
        "I'm sorry for the trouble.",
        "Could you send us a photo?",
        "Please send us your order number.",
        "A colleague will look into it.",
        "Let me know if you have any questions.",
        "Vielen Dank für Ihre Nachricht.",
        "Bonjour, merci pour votre message.",
        "Kind regards\nMaya from the care team",
        "I see that you live in Germany and have an unopened bag.",
    ],
)
def test_courtesy_questions_and_what_the_customer_said_need_no_passage(text: str) -> None:
    assert _uncited(text) == []


@pytest.mark.parametrize("text", ["I have refunded your order today.", "We will send you a new grinder tomorrow."])
def test_an_act_that_nothing_tells_of_is_a_claim(text: str) -> None:
    (check,) = _uncited(text)
    assert check.found == text


def test_the_tenants_own_texts_need_no_passage() -> None:
    fixed = "Pellworth sells coffee since 1998."
    evidence = Evidence(passages={"a": PASSAGE}, fixed=fixed)
    assert [c for c in check_reply(fixed, [], evidence, language="en", written=True) if not c.ok] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ungeöffnete Packungen können Sie innerhalb von 30 Tagen nach der Lieferung zurückschicken."),
        ("nl", "Geopende pakken kunnen niet worden teruggestuurd."),
        ("it", "Le confezioni aperte non possono essere restituite."),
    ],
)
def test_what_only_a_passage_in_another_language_bears_is_told_as_checked_in_part(language: str, text: str) -> None:
    evidence = Evidence(passages={"a": PASSAGE}, conversation="Guten Tag")
    checks = check_reply(text, cited(text, text), evidence, language=language, written=True)
    (support,) = (c for c in checks if c.kind == "support")
    assert support.ok
    assert support.partial
    assert "'en'" in support.detail
    assert text[support.start : support.end] == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Geöffnete Artikel können zurückgegeben werden."),
        ("es", "Los artículos abiertos se pueden devolver."),
        ("it", "Gli articoli aperti possono essere restituiti."),
        ("de", "Das Etikett ist in Deutschland kostenpflichtig."),
    ],
)
def test_what_a_passage_in_another_language_denies_is_found(language: str, text: str) -> None:
    evidence = Evidence(passages={"a": PASSAGE.replace("bags", "items")}, conversation="Guten Tag")
    checks = check_reply(text, cited(text, text), evidence, language=language, written=True)
    assert [c.ok for c in checks if c.kind == "support"] == [False]


def test_verbatim_text_always_holds() -> None:
    for unit in units(PASSAGE):
        if unit.kind == "sentence" and not unit.lead:
            assert failed(unit.text, conversation="") == [], unit.text


def test_an_internal_passage_bears_nothing() -> None:
    evidence = Evidence(passages={"a": PASSAGE}, internal=frozenset({"a"}))
    text = "Opened bags cannot be returned."
    checks = check_reply(text, cited(text, text), evidence, language="en", written=True)
    assert {c.kind for c in checks if not c.ok} == {"audience", "support"}


def test_a_passage_that_gives_orders_bears_nothing() -> None:
    text = "Opened bags cannot be returned."
    evidence = Evidence(passages={"a": PASSAGE}, suspect=frozenset({"a"}))
    checks = check_reply(text, cited(text, text), evidence, language="en", written=True)
    assert [c.detail for c in checks if c.kind == "support"] == ["The passage it cites may not vouch for anything."]
    assert failed(text) == []


def test_the_suite_keeps_its_figures() -> None:
    held = ("tune", "held")  # the other halves are held to no figure
    found = list(judged([c for c in cases() if c["half"] in held]))
    assert sum(j.kind == "true" for j in found) >= 300
    assert sum(j.kind != "true" for j in found) >= 300
    for half in held:
        figures = rates(found, half)
        assert figures["false_alarms"] <= 0.05, half
        assert figures["misses"] <= 0.12, half


def test_a_true_reply_of_the_suite_carries_one_passed_check() -> None:
    case = cases()[0]
    _, checks = checks_of(case, case["sentences"])
    assert [c.ok for c in checks if c.kind == "support"] == [True]


def test_hostile_text_takes_no_longer_than_its_length_asks_for() -> None:
    text = "not only if before after " * 800 + "a, " * 2000
    evidence = Evidence(passages={"a": PASSAGE + text}, conversation=text)
    began = time.process_time()
    check_reply(text, [], evidence, language="en", written=True)
    assert time.process_time() - began < 30  # a blow-up would take hours
