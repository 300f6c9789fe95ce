"""A live conversation becomes a question."""

import pytest

from retrieval.documents import Attachment, Message, Query
from retrieval.size import size
from retrieval.thread import query_from_thread


def customer(text: str) -> Message:
    return Message(author="customer", text=text)


def agent(text: str, *, private: bool = False) -> Message:
    return Message(author="agent", text=text, private=private)


def query(*messages: Message, subject: str | None = None, language: str | None = None) -> Query | None:
    return query_from_thread(messages, subject=subject, language=language)


def asked(*messages: Message, subject: str | None = None) -> Query:
    found = query(*messages, subject=subject)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "messages",
    [
        [customer("Hi")],
        [customer("👍🙂")],
        [customer("Hallo zusammen!")],
        [customer("where is my order?"), agent("It arrives today."), customer("Thanks, have a nice day!")],
        [agent("Hello, how can I help?")],
        [Message(author="system", text="Call from +44 7700 900318")],
        [customer("PW-204517")],
        [customer("Hi"), Message(author="bot", text="What is it about?"), customer("Oh, just saying hello.")],
    ],
)
def test_nothing_to_answer_is_none(messages: list[Message]) -> None:
    assert query(*messages) is None


def test_greeting_signature_quote_and_numbers_are_left_out() -> None:
    found = asked(
        customer(
            "Hello,\n\nmy order PW-204517 is late, call me on +44 7700 900318 or mail g@a.example."
            "\n\nBest wishes\nGwen\n\nOn 3 Mar 2026, Care wrote:\n> We ship machines."
        )
    )
    assert found.text == "my order is late, call me on or mail"
    assert found.language == "en"


def test_product_codes_stay() -> None:
    assert "E5" in asked(customer("arc pro showing E5, what now")).text
    assert "SK-2409" in asked(customer("my kettle is SK-2409, is it safe?")).text


def test_the_latest_turn_weighs_most_and_messages_in_a_row_are_one_turn() -> None:
    found = asked(
        customer("The steam wand of my Arc is weak since Monday."),
        agent("Please clean it."),
        customer("I cleaned the wand twice and nothing changed."),
        customer("Should I descale the machine now, or send it to you?"),
        subject="Re: AW: Steam wand",
    )
    weights = dict(found.terms)
    latest = "I cleaned the wand twice and nothing changed.\nShould I descale the machine now, or send it to you?"
    assert weights[latest] == 1
    assert weights["Steam wand"] < 1
    assert weights["The steam wand of my Arc is weak since Monday."] < weights["Steam wand"]
    assert found.text.startswith("Steam wand\n")
    assert found.text.endswith("send it to you?")


def test_a_turn_that_says_little_leans_on_the_one_before() -> None:
    found = asked(customer("My Arc shows E3 and no water comes."), agent("Did you change the filter?"), customer("yes"))
    assert found.text == "My Arc shows E3 and no water comes.\nyes"


def test_hello_after_an_open_question_asks_that_question_again() -> None:
    assert asked(customer("When does my parcel arrive?"), agent("One moment."), customer("Hello?")).text == (
        "When does my parcel arrive?"
    )


def test_private_notes_are_never_used_and_of_agents_only_names() -> None:
    found = asked(
        customer("Which machine is quieter?"),
        agent("She is a journalist, offer nothing.", private=True),
        agent("Do you mean the Mill 60 or the other one?"),
        customer("The small one, I think, for one person."),
    )
    words = " ".join([found.text, *(text for text, _ in found.terms)])
    assert "journalist" not in words
    assert ("Mill 60", 0.15) in found.terms
    assert "Do you mean" not in words


def test_a_long_mail_is_cut_to_what_it_asks() -> None:
    story = "We had guests and the kitchen was full of people and everybody wanted milk. " * 12
    found = asked(customer(f"{story}The display shows E7 all the time. {story}What does that mean?"))
    assert size(found.text) <= 80
    assert "The display shows E7 all the time." in found.text
    assert found.text.endswith("What does that mean?")


def test_text_read_from_an_attachment_counts_as_the_customers() -> None:
    picture = Attachment(type="image", text="Error E9 Bluetooth")
    assert "E9" in asked(Message(author="customer", text="what is this?", attachments=(picture,))).text


def test_a_given_language_wins_over_the_detected_one() -> None:
    found = query(customer("wo ist mein Paket?"), language="en")
    assert found is not None
    assert found.language == "en"


@pytest.mark.parametrize(
    "text", ["Are the rooms clean there?", "uh yeah does it have free parking", "und gibt es dort parkplätze"]
)
def test_a_question_that_stands_alone_leans_on_nothing_and_names_are_kept_apart(text: str) -> None:
    found = asked(customer("I want the Acorn House"), agent("It is in the Old Town."), customer(text))
    assert "Acorn" not in found.text
    assert found.said == ("I want the Acorn House", "It is in the Old Town.", text)


@pytest.mark.parametrize(
    "text", ["And for the big one?", "and what about the big one?", "Und für die große?", "But what if it is not mine?"]
)
def test_a_question_that_goes_on_with_the_one_before_leans_on_it(text: str) -> None:
    found = asked(customer("How long is the warranty of the Mill 40?"), agent("Two years."), customer(text))
    assert found.text == f"How long is the warranty of the Mill 40?\n{text}"


def test_what_is_said_holds_no_notes() -> None:
    found = asked(customer("Where is my parcel?"), agent("The Kessler case again", private=True), subject="Parcel")
    assert found.said == ("Parcel", "Where is my parcel?")
