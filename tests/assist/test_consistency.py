"""What a reply says against what was said before, and against the form of its channel: flagged where it is sure."""

from datetime import UTC, datetime

import pytest

from copilot.assist.case import Case
from copilot.assist.consistency import check_consistency
from copilot.domain import AssistRequest, Conversation, Customer, PastConversation, Policy
from retrieval.documents import Attachment, Author, Channel, Message

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HANNAH = Customer(
    id="c1",
    name="Hannah Whitcombe",
    verified="attested",
    attributes={"email": "hannah@whitcombe.example", "orders": [{"order_id": "PW-371520"}]},
)
Said = tuple[Author, str]


def case(
    *said: str | Said,
    channel: Channel = "chat",
    customer: Customer | None = HANNAH,
    photo: bool = False,
    history: tuple[PastConversation, ...] = (),
    bot_failed: bool = False,
    policy: Policy | None = None,
) -> Case:
    attached = (Attachment(type="image", name="burr.jpg"),) if photo else ()
    pairs = [(s if isinstance(s, tuple) else ("customer", s)) for s in said]
    messages = tuple(
        Message(author=author, text=text, sent_at=AT, attachments=attached if author == "customer" else ())
        for author, text in pairs
    )
    metadata = {"bot_failed": True} if bot_failed else {}
    conversation = Conversation(channel=channel, messages=messages, metadata=metadata)
    if customer and history:
        customer = customer.model_copy(update={"history": history})
    return Case(AssistRequest(conversation=conversation, as_of=AT), conversation, customer, policy or Policy())


def flagged(text: str, asked: Case) -> list[str | None]:
    checks = check_consistency(text, asked)
    for c in checks:
        assert not c.ok
        assert c.detail
        if c.start is not None and c.end is not None:
            assert c.found is not None
            assert text[c.start : c.end].startswith(c.found[:40]) or c.found in text
    return [c.found for c in checks]


# --- asks for what was given -----------------------------------------------------------------------------------------

ORDER = case("My order PW-371520 is late.", photo=True)


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Could you please send us your order number?", "your order number"),
        ("Please provide the order number so that we can look into it.", "the order number"),
        ("What is your e-mail address?", "your e-mail address"),
        ("Could you attach a photo of it?", "a photo"),
        ("To help you, we need your order number.", "your order number"),
        ("Schicken Sie uns bitte Ihre Bestellnummer.", "Ihre Bestellnummer"),
        ("Pourriez-vous nous envoyer votre numéro de commande ?", "votre numéro de commande"),
        ("¿Podría indicarnos su número de pedido?", "su número de pedido"),
        ("Kunt u ons uw bestelnummer sturen?", "uw bestelnummer"),
    ],
)
def test_asking_for_what_the_customer_gave_is_flagged(reply: str, found: str) -> None:
    assert flagged(reply, ORDER) == [found]


@pytest.mark.parametrize(
    "reply",
    [
        "Could you please send us the serial number of your machine?",
        "Your order PW-371520 left our warehouse yesterday.",
        "Can you confirm that the order number PW-371520 is right?",
        "Could you please send us another photo from the side?",
        "Your order number is on the invoice; you don't have to do anything.",
        "May we send the label to your e-mail address?",
        "Thank you for the photo and your order number.",
        "Could you tell me which colour you would like?",
        "Please hand the box in at any shop; the label is free.",
        "You can find your order number in your account.",
    ],
)
def test_other_questions_and_mentions_are_not_flagged(reply: str) -> None:
    assert flagged(reply, ORDER) == []


def test_what_was_given_on_another_channel_counts_and_an_error_code_too() -> None:
    phone = PastConversation(
        channel="phone", messages=(Message(author="customer", text="It is serial number GR-88123X."),)
    )
    asked = case("It shows error E3 now.", history=(phone,))
    assert flagged("Could you tell me the error code?", asked) == ["the error code"]
    assert flagged("Could you send us the serial number?", asked) == ["the serial number"]


def test_what_the_record_holds_once_need_not_be_asked_for_and_of_two_orders_one_may_ask_which() -> None:
    asked = case("It is late.")
    assert flagged("Could you send us your order number?", asked) == ["your order number"]
    two = Customer(
        id="c", verified="attested", attributes={"orders": [{"order_id": "PW-371520"}, {"order_id": "PW-371521"}]}
    )
    assert flagged("Could you send us your order number?", case("It is late.", customer=two)) == []
    unsure = HANNAH.model_copy(update={"verified": "claimed"})  # they may be asked, to be sure who they are
    assert flagged("Could you send us your order number?", case("It is late.", customer=unsure)) == []


def test_a_postcode_is_no_error_code() -> None:
    asked = case("It shows an error. I live in SE99 4ZX.")
    assert flagged("Which error code does it show?", asked) == []


# --- proposes what was tried -----------------------------------------------------------------------------------------

TRIED = (
    ("I already restarted the machine twice and descaled it.", "Please restart the machine.", "restart"),
    (
        "I already restarted the machine twice and descaled it.",
        "First, descale the machine with our descaler.",
        "descale",
    ),
    ("I've reset the app, no change.", "Try to reset the app in its settings.", "reset"),
    ("I have cleaned the burrs already.", "Please clean the burrs with the brush.", "clean"),
    ("I checked the spam folder.", "Please check your spam folder.", "check"),
    ("We replaced the battery last week.", "Replace the battery with a new one.", "Replace"),
    ("I cleared the cache and the cookies.", "Please clear the cache of your browser.", "clear the cache"),
    ("Ich habe das Gerät schon neu gestartet.", "Bitte starten Sie das Gerät neu.", "starten Sie das Gerät neu"),
    ("Ich habe die Maschine zweimal entkalkt.", "Bitte entkalken Sie die Maschine.", "entkalken"),
    ("I've restarted both devices.", "Have you tried restarting both devices?", "restarting"),
    ("I've done a factory reset, I reset it twice.", "Please do a factory reset.", "factory reset"),
    ("Ich habe das Gerät schon neu gestartet.", "Haben Sie das Gerät neu gestartet?", "neu gestartet"),
    ("I tried another outlet.", "Please try it in another outlet.", "try it in another"),
)


@pytest.mark.parametrize(("said", "reply", "found"), TRIED)
def test_a_step_that_was_tried_is_flagged_when_proposed_again(said: str, reply: str, found: str) -> None:
    assert flagged(reply, case(said)) == [found]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("I already restarted the machine.", "Since you have already restarted the machine, please send it in."),
        ("I already restarted the machine.", "There is no need to restart it again."),
        ("I already restarted the app.", "Please restart the router."),
        ("I checked the spam folder.", "Please check the filter cartridge."),
        ("I cleaned the burrs.", "Clean the water tank every week."),
        ("I replaced the battery.", "We'll replace the machine free of charge."),
        ("I restarted it.", "If restarting it changes nothing, send it in."),
        ("I restarted it.", "Please send us the results of the restart."),
        ("I called them twice.", "Feel free to give us a call."),
        ("I restarted it.", "Thank you for restarting it; we have booked a repair."),
        ("Ich habe das Gerät neu gestartet.", "Danke, dass Sie es neu gestartet haben. Bitte prüfen Sie den Filter."),
        ("How do I restart the machine?", "Please restart the machine with the button."),
    ],
)
def test_other_steps_and_talk_about_tried_ones_are_not_flagged(said: str, reply: str) -> None:
    assert flagged(reply, case(said)) == []


def test_a_step_tried_on_another_channel_counts() -> None:
    past = PastConversation(channel="phone", summary="Hannah already descaled the machine, without effect.")
    assert flagged("Please descale the machine.", case("It still drips.", history=(past,))) == ["descale"]


def test_what_we_proposed_and_the_customer_did_was_tried() -> None:
    thread: tuple[str | Said, ...] = (
        "It drips.",
        ("bot", "Please restart the machine. Then descale it."),
        "Done that, no change.",
    )
    assert flagged("Sorry for that. Please descale the machine.", case(*thread)) == ["descale"]
    assert flagged("Please descale the machine.", case(*thread[:2], "How do I do that?")) == []


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("J'ai déjà redémarré la machine.", "Veuillez redémarrer la machine."),
        ("Ya he reiniciado la máquina.", "Por favor, reinicie la máquina."),
        ("Ik heb het apparaat al herstart.", "Herstart het apparaat."),
    ],
)
def test_tried_steps_are_known_in_other_languages(said: str, reply: str) -> None:
    assert len(flagged(reply, case(said))) == 1


# --- promises --------------------------------------------------------------------------------------------------------

CALL: Said = ("agent", "I'll call you back by Friday with the result.")
REFUND: Said = ("agent", "We will refund the 20 EUR for the damaged grinder by 28 November.")


def test_another_day_than_was_promised_is_flagged() -> None:
    asked = case("Broken.", CALL, "Any news?")
    assert flagged("We'll call you on Monday.", asked) == ["Monday"]
    assert flagged("I will call you back by Friday, as promised.", asked) == []
    assert flagged("Our phones are open on Monday.", asked) == []
    assert flagged("We refund the 20 EUR for the grinder by 5 December, sorry.", case("Broken.", REFUND, "And?")) == [
        "5 December"
    ]
    assert flagged("We refund the 20 EUR for the grinder by 28.11.", case("Broken.", REFUND, "And?")) == []


def test_refusing_what_was_promised_is_flagged() -> None:
    reply = "Unfortunately we can't refund the 20 EUR for the grinder."
    assert flagged(reply, case("Broken.", REFUND, "And?")) == [reply]
    assert flagged("Unfortunately we can't refund the shipping.", case("Broken.", REFUND, "And?")) == []


def test_a_promise_made_on_the_phone_holds_in_an_email() -> None:
    past = PastConversation(
        channel="phone", messages=(Message(author="agent", text="We will send you a new lid by Tuesday."),)
    )
    asked = case("Where is my lid?", history=(past,))
    assert flagged("We will send you the new lid by Thursday.", asked) == ["Thursday"]
    assert flagged("Your new lid will be sent by Tuesday.", asked) == []


# --- the bot ---------------------------------------------------------------------------------------------------------

BOT: Said = ("bot", "You can find the delivery date of your parcel in your account under Orders.")


def test_the_answer_of_a_bot_that_failed_is_flagged_when_repeated() -> None:
    asked = case("Where is my parcel?", BOT, "That didn't help, I want a human.", bot_failed=True)
    assert flagged("Sorry! The delivery date of your parcel is in your account under Orders.", asked) != []
    assert flagged("Sorry about our bot. I looked it up: the carrier has it in Leeds.", asked) == []


@pytest.mark.parametrize("answer", ["That didn't help.", "Still no parcel", "Das hilft mir nicht", "Ça n'a rien fait"])
def test_a_bot_failed_where_the_customer_says_so(answer: str) -> None:
    assert case("Where is my parcel?", BOT, answer).bot_failed


def test_a_bot_that_did_not_fail_may_be_repeated() -> None:
    asked = case("Where is my parcel?", BOT, "Thanks, and how do I return it?")
    assert flagged("The delivery date of your parcel is in your account under Orders.", asked) == []


@pytest.mark.parametrize(
    ("told", "reply"),
    [
        (
            "You can reset your password with the link; it is valid for 60 minutes.",
            "Es tut mir leid. Der Link, mit dem Sie ein neues Kennwort setzen, gilt 60 Minuten.",
        ),
        ("Please restart the machine and descale it.", "Entschuldigung! Bitte starten Sie das Gerät neu."),
        ("Bitte starten Sie die Maschine neu.", "Désolé pour cela. Veuillez redémarrer la machine."),
        (
            "Refunds arrive within 5 working days on your card.",
            "Sorry about that. Your card gets the money of a refund back in 5 working days.",
        ),
    ],
)
def test_the_bots_answer_in_other_words_or_another_language_is_flagged(told: str, reply: str) -> None:
    asked = case("It is about my account.", ("bot", told), "No, a human please.")
    assert any("Repeats what the bot" in c.detail for c in check_consistency(reply, asked))


def test_a_value_that_the_customer_named_makes_no_reply_the_bots_answer() -> None:
    asked = case("Where is PW-371520?", ("bot", "PW-371520 is on its way to you."), "It is still not here.")
    reply = "Sorry about that. The carrier lost PW-371520, and we send the things once more."
    assert flagged(reply, asked) == []


NO_HELP = ("Where is my parcel?", BOT, "That didn't help, I want a human.")


@pytest.mark.parametrize(
    "reply",
    [
        "Hi Hannah, I'm sorry that our bot was no help. The carrier has it in Leeds.",
        "Hello Hannah,\n\nThank you for your patience so far. The carrier has it in Leeds.",
        "Hi Hannah, I see that you asked for the parcel itself. The carrier has it in Leeds.",
        "Hallo Hannah, bitte entschuldigen Sie die Antwort. Das Paket liegt in Leeds.",
        "Bonjour Hannah, je suis désolé pour cette réponse. Le colis est à Leeds.",
        "Hola, Hannah: sentimos la respuesta anterior. El paquete está en Leeds.",
        "Buongiorno Hannah, mi scuso per la risposta di prima. Il pacco si trova a Leeds.",
        "Hallo Hannah, het spijt me van dat antwoord. Het pakket ligt in Leeds.",
        "Olá Hannah, lamento a resposta anterior. A encomenda está em Leeds.",
    ],
)
def test_an_opening_that_acknowledges_the_bot_that_failed_passes(reply: str) -> None:
    assert flagged(reply, case(*NO_HELP)) == []


@pytest.mark.parametrize(
    "reply",
    [
        "Hi Hannah, the carrier has your parcel in Leeds. It comes tomorrow. Sorry for the wait.",
        "Hallo Hannah, der Paketdienst hat Ihre Sendung in Leeds. Sie kommt morgen an.",
        "Bonjour Hannah, le transporteur a votre colis à Leeds. Il arrive demain.",
        "Hola, Hannah: el transportista tiene su paquete en Leeds. Llega mañana.",
        "Buongiorno Hannah, il corriere ha il suo pacco a Leeds. Arriva domani mattina.",
        "Hallo Hannah, de vervoerder heeft uw pakket in Leeds. Het komt morgen aan.",
        "Olá Hannah, a transportadora tem a sua encomenda em Leeds. Chega amanhã de manhã.",
    ],
)
def test_an_opening_that_passes_over_the_bot_that_failed_is_flagged(reply: str) -> None:
    (check,) = check_consistency(reply, case(*NO_HELP))
    assert "does not say that we know" in check.detail
    assert check.start is not None


def test_only_the_first_person_after_the_bot_has_to_acknowledge_it() -> None:
    asked = case(*NO_HELP, ("agent", "Sorry for the bot! I'll look."), "And?", bot_failed=True)
    assert flagged("The carrier has it in Leeds.", asked) == []


def test_a_bot_failed_where_the_same_is_asked_again_or_the_thread_was_handed_over() -> None:
    assert case("Where is my parcel to Leeds, DPD 17?", BOT, "My parcel to Leeds, DPD 17, where is it?").bot_failed
    assert not case("Where is my parcel to Leeds?", BOT, "Thanks, and how do I return it?").bot_failed
    handed: Said = ("system", "Handed over from the bot to the team care.")
    assert case("Where is my parcel?", BOT, handed, "It has the number 3.").bot_failed
    assert not case("Where is my parcel?", BOT, ("system", "Customer is online."), "Ok.").bot_failed


# --- the form of the channel -----------------------------------------------------------------------------------------

LETTER = "The return label is free, and you can print it in your account. " * 5


def test_what_is_longer_than_the_channel_takes_is_flagged_where_it_ends() -> None:
    (check,) = check_consistency("x" * 300, case("Hi, how long?", channel="x"))
    assert (check.start, check.end) == (280, 300)
    assert "takes 280" in check.detail
    assert check_consistency("x" * 300, case("Hi, how long?", channel="sms")) == ()


@pytest.mark.parametrize(
    "text", ["## Returns\nFree.", "It is **free**.", "See [our page](https://x.example).", "Press `OK`."]
)
def test_markdown_is_flagged(text: str) -> None:
    assert len(flagged(text, case("How?"))) == 1


@pytest.mark.parametrize("text", ["1. Open it.\n2. Close it.", "- one\n- two", "5 * 3 * 2", "a_b_c", "[see below]"])
def test_lists_and_signs_are_no_markdown(text: str) -> None:
    assert flagged(text, case("How?")) == []


def test_an_email_wants_a_greeting_and_a_sign_off() -> None:
    asked = case("How?", channel="email", policy=Policy(signature="Your Acme team"))
    assert len(flagged(LETTER, asked)) == 2
    assert flagged(f"Hello Hannah,\n\n{LETTER}\n\nKind regards\nMaya", asked) == []
    assert flagged(f"Hannah,\n\n{LETTER}\n\nYour Acme team", asked) == []
    assert len(flagged(f"Hello Hannah,\n\n{LETTER}", asked)) == 1
    assert flagged(LETTER, case("How?", channel="chat")) == []
    assert check_consistency(LETTER, asked, own=True) == ()


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Hello Anna, it is free.", ["Anna"]),
        ("Dear Mr Miller, it is free.", ["Miller"]),
        ("Sehr geehrte Frau Schmidt, es ist kostenlos.", ["Schmidt"]),
        ("Hello Hannah, it is free.", []),
        ("Dear Ms Whitcombe, it is free.", []),
        ("Hi there, it is free.", []),
        ("Hi Han, it is free.", []),
        ("Hello! Your order left Leeds.", []),
        ("Guten Tag Hannah Whitcombe, es ist kostenlos.", []),
    ],
)
def test_a_greeting_names_the_customer_or_nobody(reply: str, found: list[str]) -> None:
    assert flagged(reply, case("How much is it?")) == found


def test_a_name_that_the_customer_signed_with_may_be_greeted() -> None:
    assert flagged("Hi Bea, it is free.", case("How much is it? Thanks, Bea", customer=None)) == []
    assert flagged("Hi Tom, it is free.", case("How much is it? Thanks, Bea", customer=None)) == ["Tom"]


@pytest.mark.parametrize(
    "gap",
    ["[Your Name]", "[Name]", "[insert date]", "[Customer's name]", "[CUSTOMER_NAME]", "[order number]",
     "{{ticket.id}}", "[Ihr Name]", "[Company Name]", "[XX]", '<passage n="1">', "</task>"],
)  # fmt: skip
def test_what_is_still_to_be_filled_in_or_comes_from_the_prompt_is_flagged(gap: str) -> None:
    assert gap in flagged(f"Thanks, we will look into it. {gap}", case("My Arc leaks"))


@pytest.mark.parametrize("text", ["Press [Return] twice.", "Select [Order details] and [Save].", "It is a < b > c."])
def test_names_of_buttons_are_no_gaps(text: str) -> None:
    assert flagged(text, case("My Arc leaks")) == []
