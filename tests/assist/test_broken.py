"""Replies against promises and steps of any channel: what breaks them is flagged, and what is fine is not."""

from datetime import UTC, datetime

import pytest

from copilot.assist.case import Case
from copilot.assist.consistency import check_consistency
from copilot.domain import AssistRequest, Conversation, Customer, PastConversation, Policy
from retrieval.documents import Channel, Message

SAID = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)  # a Monday
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)

PROMISES = {
    "refund": "We will refund the 20 EUR for the damaged grinder by Friday.",
    "call": "I'll call you back by Friday with the result.",
    "lid": "We will send you a new lid by Tuesday 24 November.",
    "voucher": "I'll send you a voucher of 15% by the end of the week.",
    "visit": "Our technician will repair the machine on 25 November.",
    "working": "We'll refund the 49.90 EUR within 5 working days.",
    "de": "Wir erstatten Ihnen die 20 EUR für das Mahlwerk bis Freitag.",
    "rückruf": "Ich rufe Sie bis Freitag zurück.",
    "fr": "Nous vous rembourserons les 20 EUR d'ici vendredi.",
    "es": "Le reembolsaremos los 20 EUR antes del viernes.",
    "it": "La rimborseremo di 20 EUR entro venerdì.",
    "pt": "Reembolsaremos os 20 EUR até sexta-feira.",
    "nl": "Wij betalen u de 20 EUR voor vrijdag terug.",
    "step": "",
    "stap": "",
}
STEPS = {
    "step": "I already descaled the machine and restarted the app twice.",
    "stap": "Ik heb het apparaat al herstart.",
}


def case(promise: str, channel: Channel, now: datetime) -> Case:
    """The promise or the step was heard on ``channel``; the customer writes by e-mail now."""
    said = Message(author="customer", text=STEPS[promise], sent_at=SAID) if promise in STEPS else None
    said = said or Message(author="agent", text=PROMISES[promise], sent_at=SAID)
    asked = Message(author="customer", text="Hello, is there any news on my case?", sent_at=NOW)
    history = (PastConversation(channel=channel, at=SAID, messages=(said,)),)
    conversation = Conversation(channel="chat", messages=(asked,))
    customer = Customer(id="c1", history=history)
    return Case(AssistRequest(conversation=conversation, as_of=now), conversation, customer, Policy())


BREAKS = (
    ("refund", "We'll refund the 20 EUR for the grinder by 5 December."),
    ("refund", "We will refund the 20 EUR for the grinder next week."),
    ("refund", "We'll refund 12 EUR for the damaged grinder by Friday."),
    ("refund", "Unfortunately we can't refund the 20 EUR for the grinder."),
    ("refund", "Unfortunately a refund is not possible."),
    ("refund", "There is no refund for the grinder, sorry."),
    ("call", "I will call you next Tuesday."),
    ("call", "We'll call you on Monday."),
    ("call", "Unfortunately we can't call you back."),
    ("lid", "We will send you the new lid by Thursday 26 November."),
    ("lid", "We can't send you a new lid."),
    ("lid", "We'll send you the new lid within two weeks."),
    ("voucher", "I'll send you a voucher of 10% by the end of the week."),
    ("voucher", "Unfortunately I can't send you a voucher."),
    ("visit", "Our technician will repair the machine on 27 November."),
    ("working", "We'll refund the 49.90 EUR within 30 days."),
    ("working", "We'll refund 39.90 EUR within 5 working days."),
    ("de", "Wir erstatten Ihnen die 20 EUR für das Mahlwerk bis zum 5. Dezember."),
    ("de", "Leider können wir Ihnen die 20 EUR nicht erstatten."),
    ("de", "Wir erstatten Ihnen 10 EUR für das Mahlwerk bis Freitag."),
    ("rückruf", "Ich rufe Sie nächste Woche zurück."),
    ("fr", "Nous vous rembourserons les 20 EUR la semaine prochaine."),
    ("fr", "Nous ne pouvons pas vous rembourser."),
    ("es", "Le reembolsaremos los 20 EUR el 5 de diciembre."),
    ("es", "No podemos reembolsar los 20 EUR."),
    ("it", "La rimborseremo di 20 EUR entro il 5 dicembre."),
    ("it", "Non possiamo rimborsare i 20 EUR."),
    ("pt", "Não podemos reembolsar os 20 EUR."),
    ("nl", "Wij betalen u de 20 EUR volgende week terug."),
    ("nl", "Wij kunnen de 20 EUR niet terugbetalen."),
    ("step", "Please descale the machine with our descaler."),
    ("step", "Have you tried restarting the app?"),
    ("stap", "Herstart het apparaat."),
)
FINE = (
    ("refund", "We will refund the 20 EUR by Friday, as promised."),
    ("refund", "You'll have the 20 EUR for the grinder by 20 November."),
    ("refund", "We'll refund the 20 EUR tomorrow."),
    ("refund", "We have refunded the 20 EUR for the grinder today."),
    ("refund", "The refund of 20 EUR is on its way; your bank needs until Monday to show it."),
    ("refund", "Unfortunately we can't refund the shipping."),
    ("refund", "We can't refund it before Friday."),
    ("refund", "Besides the 20 EUR for the grinder we refund the 5 EUR for shipping by Friday."),
    ("refund", "Our shop is open until 5 December."),
    ("refund", "Your order of 2 November is closed; we refund the 20 EUR by Friday."),
    ("refund", "The new grinder costs 35 EUR."),
    ("call", "I will call you back by Friday, as promised."),
    ("call", "I'll call you on Thursday."),
    ("call", "You can call us from Monday to Friday."),
    ("call", "Our phones are open on Monday."),
    ("call", "We called you today, but could not reach you."),
    ("call", "You don't need to call us again."),
    ("call", "We can't call you before Friday."),
    ("lid", "Your new lid will be sent by Tuesday."),
    ("lid", "We sent the lid this morning; it arrives on 26 November."),
    ("lid", "We can't send the lid any sooner."),
    ("lid", "Please send us a photo by Friday."),
    ("voucher", "I'll send you the voucher of 15% on Friday."),
    ("voucher", "The voucher can't be used for gift cards."),
    ("voucher", "The voucher is valid until 31 December."),
    ("visit", "Our technician will repair the machine on Wednesday 25 November."),
    ("visit", "You won't pay for the repair."),
    ("working", "You'll have the 49.90 EUR by 23 November."),
    ("working", "We'll refund the 49.90 EUR within 5 working days."),
    ("de", "Wir erstatten Ihnen die 20 EUR bis Freitag."),
    ("de", "Die Versandkosten können wir leider nicht erstatten."),
    ("de", "Wir haben Ihnen die 20 EUR heute erstattet."),
    ("rückruf", "Ich rufe Sie am Donnerstag zurück."),
    ("rückruf", "Wir konnten Sie heute leider nicht erreichen."),
    ("fr", "Nous vous rembourserons les 20 EUR demain."),
    ("fr", "Vous n'avez pas besoin de nous rappeler."),
    ("es", "Le reembolsaremos los 20 EUR mañana."),
    ("it", "La rimborseremo di 20 EUR domani."),
    ("pt", "Reembolsaremos os 20 EUR amanhã."),
    ("nl", "Wij betalen u de 20 EUR morgen terug."),
    ("step", "Thank you for descaling it. Please send us a photo of the plug."),
    ("step", "There is no need to descale it again."),
    ("step", "Since you have restarted the app, please check the router."),
    ("step", "If descaling did not help, we'll repair it."),
    ("stap", "U hoeft het apparaat niet opnieuw te herstarten."),
)  # fmt: skip


@pytest.mark.parametrize("channel", ["phone", "email"])
@pytest.mark.parametrize(("promise", "reply"), BREAKS)
def test_what_breaks_a_promise_or_repeats_a_step_of_another_channel_is_flagged(
    promise: str, reply: str, channel: Channel
) -> None:
    checks = check_consistency(reply, case(promise, channel, NOW))
    assert len(checks) == 1
    assert checks[0].kind == "consistency"
    assert not checks[0].ok


@pytest.mark.parametrize(("promise", "reply"), FINE)
def test_a_fine_reply_is_not_flagged(promise: str, reply: str) -> None:
    assert check_consistency(reply, case(promise, "phone", NOW)) == ()


def test_what_is_late_already_needs_a_new_day_and_is_refused_no_more_than_before() -> None:
    late = case("refund", "phone", LATE)
    assert check_consistency("Sorry for the delay. We'll refund the 20 EUR for the grinder by 2 December.", late) == ()
    assert len(check_consistency("We can't refund the 20 EUR for the grinder.", late)) == 1
