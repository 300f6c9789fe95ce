"""What is quoted of a passage: one run around its answer, nothing that leads elsewhere, never the opposite."""

import pytest

from copilot.assist.contrary import contrary, lacks_price
from copilot.assist.extract import Pick, pick, promising, question, rarity
from copilot.assist.parts import candidates, together
from retrieval.documents import Found, Passage


def found(text: str, *, title: str = "Help", section: str = "", relevance: float = 0.8) -> Found:
    passage = Passage(id="article:a#0", kind="article", source_id="a", title=title, section=section, text=text)
    return Found(passage=passage, relevance=relevance)


def picked(asked: str, f: Found, *, room: int = 480, most: int = 4) -> Pick | None:
    idf = rarity([f.passage.text], "en")
    return pick(question([(asked, 1.0)], "en"), f, idf, most=most, room=room)


def quoted(asked: str, f: Found, *, room: int = 480) -> str:
    pick = picked(asked, f, room=room)
    return " ".join(u.text for u in pick.units) if pick else ""


def able(text: str, section: str = "") -> list[str]:
    return [u.text for u in candidates(found(text, section=section).passage, text)]


@pytest.mark.parametrize("heading", ["What's next?", "See also", "Related articles", "Further reading"])
def test_lists_that_lead_to_other_pages_are_not_quoted(heading: str) -> None:
    text = (
        f"The lamp has two switches.\n\n{heading}\n\n- Cleaning the lamp in five minutes\n- Changing the bulb at home"
    )
    assert able(text) == ["The lamp has two switches."]
    assert able("- Cleaning the lamp in five minutes\n- Changing the bulb", section=f"Lamps > {heading}") == []


def test_a_list_of_links_is_not_quoted_but_a_step_with_a_link_is() -> None:
    text = "Choose one:\n\n- Blue lamp (https://x.example/blue)\n- Red lamp (https://x.example/red)"
    assert not [t for t in able(text) if "lamp (" in t]
    text = "1. Open the settings (https://x.example/settings).\n2. Press the lamp."
    assert len(able(text)) == 2


@pytest.mark.parametrize(
    "sentence",
    ["See how to do it here.", "See instructions here.", "Set it up as shown above.", "Read more about the lamp here."],
)
def test_sentences_that_point_elsewhere_are_not_quoted(sentence: str) -> None:
    assert able(f"The lamp has two switches. {sentence}") == ["The lamp has two switches."]


def test_an_answer_goes_on_to_its_remedy() -> None:
    text = (
        "Our lamps come in eleven colours and three sizes, and each of them has been tested for a thousand hours. "
        "You can't read the code of a lamp after you have set it. "
        "Reset the lamp and choose a new code. "
        "Batteries last for about four months in winter, and for about six in summer, when it is light for longer."
    )
    assert quoted("I forgot the code of my lamp", found(text), room=200).startswith("You can't read the code")
    assert "Reset the lamp and choose a new code." in quoted("I forgot the code of my lamp", found(text), room=200)


def test_a_quote_never_starts_with_a_sentence_that_needs_the_one_before() -> None:
    text = (
        "The green lamp blinks while the lamp looks for a network nearby, for two minutes after you switch it on. "
        "This means that the pairing code has expired. "
        "Winter lamps are sold from October, and summer lamps from March, in all shops in town that sell lamps at all."
    )
    answer = quoted("pairing code expired?", found(text), room=400)
    assert answer.startswith("The green lamp blinks")
    assert "has expired" in answer


def test_steps_stay_whole_with_what_leads_to_them() -> None:
    text = "To pair the lamp:\n\n1. Open the app.\n2. Hold the button.\n3. Wait for the blue light."
    assert len(quoted("how do I pair my lamp", found(text)).splitlines()) == 1
    assert quoted("how do I pair my lamp", found(text)).endswith("Wait for the blue light.")


def test_a_list_does_not_end_with_what_announces_something_left_out() -> None:
    text = "To pair the lamp:\n\n- Open the app.\n- Choose one of these roles:"
    parts = together(candidates(found(text).passage, text))
    assert [u.text for u in parts[0]] == ["To pair the lamp:", "Open the app."]


@pytest.mark.parametrize(
    ("wanted", "heading", "expected"),
    [
        ("how do I turn on two-factor", "How to disable two-factor", True),
        ("how do I turn on two-factor", "How to enable two-factor", False),
        ("switch it off please", "Enable the lamp", True),
        ("remove the old lamp", "Adding a lamp", True),
        ("stop counting my visits", "To re-enable counting of your visits", True),
        ("wie kann ich das Abo kündigen", "Abo kündigen", False),
        ("the lamp is broken", "How to remove a lamp", False),
        ("can I enable it and disable it later", "How to disable it", False),
    ],
)
def test_the_opposite_of_what_is_wanted_is_seen(wanted: str, heading: str, expected: bool) -> None:
    assert contrary(wanted, heading) is expected


def test_the_opposite_procedure_scores_lower() -> None:
    on = found("Open the settings and press the lamp switch.", section="How to enable the lamp")
    off = found("Open the settings and press the lamp switch.", section="How to disable the lamp")
    picks = [picked("how do I enable the lamp", f) for f in (on, off)]
    assert picks[0]
    assert picks[1]
    assert picks[0].score > 1.5 * picks[1].score


def test_only_the_parts_that_promise_most_are_compared_in_meaning() -> None:
    text = "The lamp is blue. The code is printed on the base. It was made in Ulm. Boxes are brown."
    f = found(text)
    asked = question([("where is the code", 1.0)], "en")
    assert promising(asked, [(f, text)], rarity([text], "en"), most=1) == [("The code is printed on the base.", f)]


@pytest.mark.parametrize(
    ("wanted", "answer", "expected"),
    [
        ("how much is the big lamp", "A lamp is what gives light.", True),
        ("how much is the big lamp", "The big lamp is 49 EUR.", False),
        ("how much is the big lamp", "The big lamp is free.", False),
        ("was kostet die Lampe", "Die Lampe leuchtet blau.", True),
        ("was kostet die Lampe", "Die Preise stehen am Regal.", False),
        ("how much light do I need", "A lamp is what gives light.", False),
    ],
)
def test_a_question_for_a_price_is_answered_by_nothing_else(wanted: str, answer: str, expected: bool) -> None:
    assert lacks_price(wanted, answer) is expected
    assert (quoted(wanted, found(answer)) == "") is expected


def test_an_agent_who_says_who_writes_is_not_quoted_in_another_agents_reply() -> None:
    text = "Hier ist Okan, ich bremse den Bot kurz für Sie. Geöffneter Kaffee kann nicht an uns zurückgeschickt werden."
    past = Passage(id="resolution:r#1", kind="resolution", source_id="r", side="answer", title="", text=text)
    assert [u.text for u in candidates(past, text)] == ["Geöffneter Kaffee kann nicht an uns zurückgeschickt werden."]


def past_answer_of(text: str) -> Passage:
    return Passage(id="resolution:r#1", kind="resolution", source_id="r", side="answer", title="", text=text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Callum here, taking over from the bot for a moment.",
        "Not if you order the new lamp first and send the old one back.",
        "Yours is older and has the previous bulb, so carry on.",
        "You'll get the mail with the code this evening.",
    ],
)
def test_what_only_made_sense_in_one_talk_is_not_quoted_in_another(sentence: str) -> None:
    text = f"{sentence} A lamp may be returned within thirty days of delivery."
    assert [u.text for u in candidates(past_answer_of(text), text)] == [
        "A lamp may be returned within thirty days of delivery."
    ]


def test_a_list_of_a_past_answer_keeps_its_lead() -> None:
    text = "Before packing:\n- let the lamp cool down and wipe it with a dry cloth\n- use the box that it came in"
    assert next(u.text for u in candidates(past_answer_of(text), text)) == "Before packing:"


def test_what_held_for_a_customer_in_another_country_is_not_quoted() -> None:
    text = (
        "The label from Ireland comes off the refund of the lamp. "
        "A lamp may be returned within thirty days of delivery, and the refund follows within the week."
    )
    past = Found(passage=past_answer_of(text), relevance=0.9)
    asked = question([("How do I return a lamp and get a refund from here?", 1.0)], "en")

    def quote(places: frozenset[str]) -> str:
        pick_ = pick(asked, past, rarity([text], "en"), most=4, room=480, places=places)
        return " ".join(u.text for u in pick_.units) if pick_ else ""

    assert "Ireland" in quote(frozenset({"IE"}))
    assert "Ireland" not in quote(frozenset({"NL"}))
    assert "thirty days" in quote(frozenset())


def test_what_the_customer_did_is_not_proposed_again() -> None:
    text = (
        "Cleaning the lamp\n\nWipe the glass of the lamp with a dry cloth until the light is clear again.\n\n"
        "Changing the bulb\n\n1. Unscrew the old bulb of the lamp.\n2. Screw the new bulb in until it is tight."
    )
    f = found(text, title="The lamp flickers")

    def told(*done: str) -> str:
        asked = question([("My lamp flickers, is it the bulb?", 1.0)], "en", done=done)
        pick_ = pick(asked, f, rarity([text], "en"), most=4, room=480)
        return " ".join(u.text for u in pick_.units) if pick_ else ""

    assert "Unscrew the old bulb" in told()
    assert "Unscrew" not in told("I changed the bulb on Monday.")
    assert "Wipe the glass" in told("I changed the bulb on Monday.")


def test_rows_beside_the_point_are_left_out_of_a_short_table() -> None:
    table = "Code | Meaning\n E1 | there is no power\n E7 | bulb must be changed\n E9 | glass is loose"
    assert quoted("My lamp shows E7, must I change the bulb?", found(table)) == "E7 | bulb must be changed"
