"""What each channel wants of a reply: quoted ones are wrapped for it, written ones are asked for it and held to it."""

import pytest

from copilot.assist.consistency import check_consistency
from copilot.assist.phrases import phrases
from copilot.assist.prompting import reply_prompt
from copilot.assist.wrapping import wrapped
from copilot.domain import Customer
from retrieval.documents import Channel
from tests.assist.test_prompts import case, message, text_of

BODY = "You can return an order within 30 days."
HANNAH = Customer(name="Hannah Whitcombe")
SIGNED = "Your Acme team"
LONG = "The label is free of charge. " * 14
LETTER = f"Hello Hannah,\n\n{LONG}\n\nKind regards\n{SIGNED}"

CHANNELS: tuple[tuple[Channel, bool, str, str], ...] = (
    ("email", False, "an e-mail with a greeting by name and a sign-off. Sign off with: Your Acme team", "letter"),
    ("review", True, "an answer to a review with a greeting by name and a sign-off", "letter"),
    ("community", True, "a message with a greeting by name and a sign-off", "letter"),
    ("chat", False, "two to five short sentences, with a short greeting, without a sign-off", "short"),
    ("whatsapp", False, "It is for WhatsApp: two to five short sentences", "short"),
    ("messenger", False, "It is for messenger: two to five short sentences", "short"),
    ("instagram", False, "It is for instagram: two to five short sentences", "short"),
    ("imessage", False, "It is for iMessage: two to five short sentences", "short"),
    ("web", False, "two to five short sentences", "short"),
    ("other", False, "two to five short sentences", "short"),
    ("sms", False, "160 characters if that is possible, 320 at most", "short"),
    ("x", True, "It is for X: at most 280 characters", "short"),
    ("x", False, "It is for X: at most 280 characters", "short"),
    ("phone", False, "read out on the phone", "spoken"),
    ("video", False, "two to five short sentences", "spoken"),
)


@pytest.mark.parametrize(("channel", "public", "asked", "kind"), CHANNELS)
def test_what_a_channel_wants_is_asked_for_and_put_around_a_quote(
    channel: Channel, public: bool, asked: str, kind: str
) -> None:
    here = case(message("customer", "How long do I have?", 1), customer=HANNAH, channel=channel, public=public)
    prompt = text_of(reply_prompt(here, (), 8000))
    assert asked in prompt
    assert ("Everyone can read this thread" in prompt) is public
    text = wrapped(here, BODY, phrases("en"))
    assert BODY in text
    assert text.startswith(("Hello Hannah", "Hi Hannah")) is (kind != "spoken")
    assert text.endswith(SIGNED) is (kind == "letter")
    assert "Whitcombe" not in text
    assert not [c for c in check_consistency(text, here) if not c.ok]


@pytest.mark.parametrize(
    ("channel", "text", "why"),
    [
        ("sms", "Hi Hannah, " + "x" * 309, None),
        ("sms", "Hi Hannah, " + "x" * 310, "321 characters; SMS takes 320."),
        ("x", "Hi Hannah, " + "x" * 269, None),
        ("x", "Hi Hannah, " + "x" * 270, "281 characters; X takes 280."),
        ("whatsapp", "Hi Hannah, the label is free.", None),
        ("whatsapp", "Hi Hannah, the label is **free**.", "Markdown"),
        ("chat", "Hi Hannah, the label is free.", None),
        ("chat", "# Label\nIt is free.", "Markdown"),
        ("email", LETTER, None),
        ("email", LETTER.partition("\n\n")[2], "begins with a greeting"),
        ("email", LETTER.rpartition("\n\n")[0], "ends with a sign-off"),
        ("email", LETTER.replace("Hannah", "Peter"), "Greets 'Peter'"),
        ("email", LETTER.replace(SIGNED, "[Your Name]"), "filled in"),
    ],
)
def test_a_written_reply_is_held_to_its_channel(channel: Channel, text: str, why: str | None) -> None:
    here = case(message("customer", "How long do I have?", 1), customer=HANNAH, channel=channel)
    failed = [c.detail for c in check_consistency(text, here) if not c.ok]
    assert [why in detail for detail in failed] == [True] if why else failed == []
