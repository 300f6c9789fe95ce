"""A customer's ledger: promises with their day and fate, steps with what came of them, on any channel."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from copilot.assist.case import Case
from copilot.assist.conditions import conditions
from copilot.assist.gather import Answered, Gathered
from copilot.assist.late import due_actions, first
from copilot.assist.ledger import MOST, ledger, of_case, promises, talks_of
from copilot.assist.summaries import summarise
from copilot.domain import (
    ActionEvidence,
    ActionSpec,
    AssistRequest,
    Conversation,
    Customer,
    NextAction,
    PastConversation,
    Policy,
)
from retrieval.documents import ActionDone, Author, Channel, Found, Message, Passage, Query

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
Said = tuple[Author, str]


def messages(*said: Said, at: datetime = MONDAY, private: int | None = None) -> tuple[Message, ...]:
    return tuple(
        Message(id=f"m{n}", author=a, text=t, sent_at=at + timedelta(hours=n), private=n == private)
        for n, (a, t) in enumerate(said, 1)
    )


def case(
    thread: Sequence[Message],
    *,
    history: tuple[PastConversation, ...] = (),
    as_of: datetime = NOW,
    public: bool = False,
    actions: tuple[ActionDone, ...] = (),
    **attributes: object,
) -> Case:
    conversation = Conversation(channel="chat", messages=tuple(thread), public=public, actions=actions)
    customer = Customer(id="c1", history=history, attributes=attributes) if history or attributes else None
    return Case(AssistRequest(conversation=conversation, as_of=as_of), conversation, customer, Policy())


def past(*said: Said, channel: Channel = "phone", summary: str | None = None) -> PastConversation:
    return PastConversation(channel=channel, at=MONDAY, messages=messages(*said), summary=summary)


CALL: Said = ("agent", "I'll call you back by Friday with the result. Owen")
REFUND: Said = ("agent", "We will refund the 20 EUR for the grinder by 18 November.")
NEWS = messages(("customer", "Any news?"), at=NOW - timedelta(hours=5))


def test_a_promise_has_its_day_its_place_and_is_overdue_once_the_day_is_past() -> None:
    told = promises(case(messages(("customer", "It drips."), CALL)))
    assert [(p.due, p.due_on, p.by, p.overdue) for p in told] == [("by Friday", date(2026, 11, 20), "Owen", True)]
    assert told[0].where is not None
    assert told[0].where.message_id == "m2"
    assert told[0].where.quote.startswith("I'll call you back")
    on_the_day = case(messages(("customer", "It drips."), CALL), as_of=datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    assert not promises(on_the_day)[0].overdue


def test_a_promise_of_another_channel_points_to_that_contact() -> None:
    asked = case(NEWS, history=(past(("customer", "Hi")), past(REFUND, channel="email")))
    (promise,) = of_case(asked).promises
    assert (promise.status, promise.channel, promise.due_on) == ("overdue", "email", date(2026, 11, 18))
    assert promise.where is not None
    assert (promise.where.history, promise.where.message_id) == (1, None)


def test_a_promise_that_a_contacts_summary_tells_of_counts() -> None:
    asked = case(NEWS, history=(past(summary="Hannah's kettle leaks. Owen promised a call by Friday."),))
    assert [(p.due_on, p.overdue) for p in promises(asked)] == [(date(2026, 11, 20), True)]


KEPT = (
    (CALL, ("agent", "As promised, I called you this morning and left a message.")),
    (CALL, ("customer", "Thanks for the call yesterday!")),
    (REFUND, ("agent", "We've refunded the 20 EUR to your card.")),
    (REFUND, ("agent", "Your refund of 20 EUR has been issued.")),
    (REFUND, ("customer", "The refund arrived, thank you.")),
    (("agent", "We'll send you a new lid by Tuesday."), ("agent", "Your lid was shipped today.")),
    (("agent", "Ich rufe Sie morgen an."), ("agent", "Wie besprochen haben wir heute telefoniert.")),
    (("agent", "Wir erstatten Ihnen 20 EUR bis Freitag."), ("agent", "Wir haben Ihnen die 20 EUR erstattet.")),
    (("agent", "Nous vous rembourserons d'ici vendredi."), ("agent", "Nous vous avons remboursé.")),
    (("agent", "Le enviaremos el paquete mañana."), ("agent", "Hemos enviado el paquete.")),
    (("agent", "La rimborseremo entro venerdì."), ("agent", "L'abbiamo rimborsata, o meglio: importo rimborsato.")),
    (("agent", "Wij bellen u morgen."), ("agent", "Wij hebben u gebeld.")),
    (("agent", "I'll check with DHL and write to you by Friday."), ("agent", "I checked: DHL has it in Leeds.")),
)


@pytest.mark.parametrize(("promise", "later"), KEPT)
def test_a_later_message_that_says_it_was_done_keeps_it(promise: Said, later: Said) -> None:
    asked = case(messages(("customer", "Help"), promise, later))
    assert [p.status for p in of_case(asked).promises] == ["kept"]
    assert promises(asked) == ()


NOT_KEPT = (
    (CALL, ("customer", "Nobody called me.")),
    (CALL, ("customer", "I called you twice and got nowhere!")),
    (REFUND, ("agent", "Your refund has not been issued yet.")),
    (REFUND, ("agent", "We've refunded the 5 EUR for shipping.")),
    (REFUND, ("customer", "I haven't received the refund.")),
    (REFUND, ("agent", "Has the refund arrived?")),
    (("agent", "We'll send you a new lid by Tuesday."), ("agent", "I've sent you an e-mail with the instructions.")),
    (("agent", "Wir erstatten Ihnen 20 EUR bis Freitag."), ("agent", "Die 20 EUR wurden noch nicht erstattet.")),
    (CALL, ("agent", "You can also clean the lid in the dishwasher.")),
)


@pytest.mark.parametrize(("promise", "later"), NOT_KEPT)
def test_what_does_not_say_so_keeps_nothing(promise: Said, later: Said) -> None:
    asked = case(messages(("customer", "Help"), promise, later))
    assert [p.status for p in of_case(asked).promises] == ["overdue"]


def test_an_action_that_was_done_after_it_keeps_it_and_one_before_it_does_not() -> None:
    thread = messages(("customer", "Help"), REFUND, ("customer", "Thanks"))
    done = case(thread, actions=(ActionDone(action="issue_refund", after="m3"),))
    assert [(p.status, p.kept_by) for p in of_case(done).promises] == [("kept", "action issue_refund")]
    before = case(thread, actions=(ActionDone(action="issue_refund", after="m1"),))
    assert [p.status for p in of_case(before).promises] == ["overdue"]


def test_a_summary_that_says_that_the_customer_called_keeps_no_call() -> None:
    asked = case(NEWS, history=(past(CALL), past(summary="Hannah called again.")))
    assert [p.status for p in of_case(asked).promises] == ["overdue"]
    told = past(summary="Owen called her back.").model_copy(update={"at": MONDAY + timedelta(days=1)})
    assert [p.status for p in of_case(case(NEWS, history=(past(CALL), told))).promises] == ["kept"]


def test_a_new_day_for_the_same_call_stands_in_its_place() -> None:
    later: Said = ("agent", "Sorry, I'll call you by 27 November instead.")
    told = of_case(case(messages(("customer", "Help"), CALL, later))).promises
    assert [(p.due_on, p.status) for p in told] == [(date(2026, 11, 27), "open"), (date(2026, 11, 20), "replaced")]


@pytest.mark.parametrize(
    "said",
    [
        "Once we have the parcel, we'll refund you within 5 days.",
        "As promised, I called you today.",
        "We won't call you before Friday.",
        "Will we call you by Friday?",
        "Unfortunately we can't refund it by Friday.",
    ],
)
def test_what_has_no_day_or_is_no_promise_is_never_overdue(said: str) -> None:
    assert not any(p.overdue for p in of_case(case(messages(("customer", "Help"), ("agent", said)))).promises)


def test_a_promise_without_a_time_has_no_day() -> None:
    thread = (Message(author="customer", text="Help"), Message(author="agent", text="I'll call you tomorrow."))
    (promise,) = promises(case(thread))
    assert (promise.due, promise.due_on, promise.overdue) == ("tomorrow", None, False)


def test_a_german_day_at_the_end_of_a_sentence_belongs_to_it() -> None:
    said = "Wir erstatten Ihnen die 20 EUR bis zum 18. November. Viele Grüße"
    (promise,) = of_case(case(messages(("customer", "Hallo"), ("agent", said)))).promises
    assert (promise.due, promise.due_on) == ("bis zum 18. November", date(2026, 11, 18))


def test_private_notes_are_no_part_of_it() -> None:
    thread = messages(("customer", "Help"), ("agent", "I'll refund him tomorrow, SECRET."), private=2)
    assert "SECRET" not in of_case(case(thread)).model_dump_json()


def test_steps_have_their_channel_their_time_and_what_came_of_them() -> None:
    history = (past(("customer", "I descaled it. No change.")), past(summary="Already replaced the filter."))
    thread = messages(("customer", "I restarted it twice and now it works again."), at=NOW)
    told = of_case(case(thread, history=history)).steps
    assert [(s.what, s.result, s.channel) for s in told] == [
        ("I restarted it twice and now it works again.", "helped", "chat"),
        ("Already replaced the filter.", None, "phone"),
        ("I descaled it.", "no_effect", "phone"),
    ]
    assert told[2].at == MONDAY + timedelta(hours=1)
    assert told[2].where.history == 0


def test_stored_conversations_stand_beside_the_history_and_keep_its_promises() -> None:
    customer = Customer(id="c1", history=(past(REFUND, channel="email"),))
    said = messages(("agent", "We've refunded the 20 EUR for the grinder."), at=NOW)
    later = Conversation(id="k1", channel="chat", messages=said)
    told = ledger(talks_of(customer, [later]), NOW)
    assert [p.status for p in told.promises] == ["kept"]
    call = Conversation(id="k2", channel="phone", messages=messages(CALL))
    told = ledger(talks_of(None, [call]), NOW)
    assert [(p.conversation_id, p.status) for p in told.promises] == [("k2", "overdue")]


# --- what follows from it --------------------------------------------------------------------------------------------


def spec(name: str, label: str, **more: object) -> ActionSpec:
    return ActionSpec.model_validate({"name": name, "label": label, **more})


CATALOGUE = (
    spec("call_customer", "Call the customer back", team="desk"),
    spec("issue_refund", "Issue a refund", needs_approval=True),
    spec("set_priority", "Set the priority", kind="priority"),
)


def test_an_overdue_promise_is_a_next_action_where_the_catalogue_has_it() -> None:
    asked = case(NEWS, history=(past(CALL),))
    (action,) = due_actions(asked, CATALOGUE, "")
    assert (action.action, action.origin, action.team) == ("call_customer", "due", "desk")
    assert action.reason == (
        'Promised on 16 November (phone) by Owen: "I\'ll call you back by Friday with the result."'
        " It was due on 20 November."
    )
    assert due_actions(asked, (CATALOGUE[1],), "") == ()  # never another one
    twice = (*CATALOGUE, spec("call_warehouse", "Call the warehouse"))
    assert due_actions(asked, twice, "") == ()  # nobody knows which
    not_a_call = spec("close_no_call", "Close without a call")
    assert [a.action for a in due_actions(asked, (*CATALOGUE, not_a_call), "")] == ["call_customer"]
    assert due_actions(case(NEWS, history=(past(CALL),), public=True), CATALOGUE, "") == ()
    assert due_actions(case(NEWS, history=(past(CALL),), as_of=MONDAY), CATALOGUE, "") == ()


def test_what_is_due_stands_first_and_once() -> None:
    due = due_actions(case(NEWS, history=(past(CALL),)), CATALOGUE, "")
    counted = [
        NextAction(
            action=a,
            label=a,
            confidence=0.5,
            reason="Counted.",
            evidence=ActionEvidence(similar=4, did_this=3, reopened=0),
        )
        for a in ("issue_refund", "call_customer")
    ]
    told = first(due, counted)
    assert [a.action for a in told] == ["call_customer", "issue_refund"]
    assert told[0].evidence == counted[1].evidence
    assert told[0].reason.endswith("Counted.")


def test_the_summary_shows_what_is_overdue() -> None:
    summary = summarise(case(NEWS, history=(past(CALL),)))
    assert [(p.overdue, p.due_on) for p in summary.promises] == [(True, date(2026, 11, 20))]


def article(title: str, *tags: str, relevance: float = 0.8) -> Gathered:
    passage = Passage(id="p", kind="article", source_id="a", title=title, text="It is down.", tags=tags)
    found = Found(passage=passage, relevance=relevance)
    return Gathered(Query(text="x"), answered=(Answered(None, (found,)),))


def test_conditions_are_facts_and_what_is_unknown_is_left_out() -> None:
    assert conditions(case(NEWS)) == {"overdue_promise": False}
    known = case(NEWS, history=(past(CALL),), plan={"renewal_date": "2026-12-05"}, renews_on="2026-11-01")
    assert conditions(known) == {"overdue_promise": True, "renewal_in_days": 10}
    assert "renewal_in_days" not in conditions(case(NEWS, renewal_date="soon", renewals=3))
    for edge in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        assert "renewal_in_days" not in conditions(case(NEWS, renewal_date=edge))
    assert conditions(case(NEWS), article("Payments are down", "incident"))["incident"] == "Payments are down"
    assert conditions(case(NEWS), article("Payments", "billing"))["incident"] == ""
    assert conditions(case(NEWS), article("Payments are down", "incident", relevance=0.2))["incident"] == ""
    assert "incident" not in conditions(case(NEWS), Gathered(None, down=True))


def test_a_thread_full_of_promises_is_followed_from_its_end() -> None:
    said = (f"I'll refund {n}.50 EUR for part {n} tomorrow. I checked part {n}." for n in range(1, 700))
    told = ledger(talks_of(None, (case(messages(*(("agent", text) for text in said))).conversation,)), NOW)
    assert len(told.promises) == MOST
    assert {p.what.split()[6] for p in told.promises} >= {"699", "500"}


def test_a_sentence_without_end_is_read_to_a_point() -> None:
    dump = "I'll send you the log tomorrow: " + "a" * 200_000
    (promise,) = of_case(case(messages(("agent", dump)))).promises
    assert promise.due == "tomorrow"
