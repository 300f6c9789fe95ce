"""Summaries by rules: where each statement stands, facts, notes, kinds and the reader's language. Pure."""

from datetime import timedelta
from typing import Any

import pytest

from copilot.assist.case import Case
from copilot.assist.covers import covers, fingerprint
from copilot.assist.prompting import Former, actions_prompt, reply_prompt, rewrite_prompt, summary_prompt
from copilot.assist.summaries import summarise
from copilot.assist.wordings import wording
from copilot.domain import AssistRequest, Conversation, Customer, PastConversation, Policy, Summary, SummaryKind
from retrieval.documents import ActionDone, Author, Message, ResolutionBody
from tests.assist.test_rules import AT

HANNAH = Customer(
    id="cus-1",
    name="Hannah Whitcombe",
    verified="attested",
    attributes={
        "plan": "Duo",
        "email": "h@w.example",
        "orders": [
            {"order_id": "PW-371519", "status": "delivered", "items": ["Milk jug"]},
            {"order_id": "PW-371520", "status": "in transit", "total": "129.00 EUR", "items": ["Piccolo grinder"]},
        ],
    },
    history=(
        PastConversation(
            channel="phone",
            at=AT - timedelta(days=30),
            summary="The grinder PW-371520 did not arrive. Owen promised a call by Friday.",
            outcome="open",
        ),
        PastConversation(
            channel="chat",
            at=AT - timedelta(days=10),
            messages=(
                Message(author="customer", text="How do I clean the milk jug?"),
                Message(author="agent", text="SECRET-PAST she is a pest.", private=True),
            ),
            outcome="solved",
        ),
    ),
)
THREAD: tuple[tuple[Author, str], ...] = (
    (
        "customer",
        "Hello,\n\nmy grinder of order PW-371520 still has not arrived. I already checked with the\nneighbours.",
    ),
    (
        "agent",
        "I'm sorry. The parcel was lost because the carrier mixed up the label. We will send a new one by Friday.",
    ),
    ("customer", "Nobody rang, this is ridiculous! When will it arrive? I paid 129.00 EUR."),
)
SECRET = "SECRET-NOTE: refund at most 40 EUR, suspected fraud."


def case(
    kind: SummaryKind = "live",
    *,
    thread: tuple[tuple[Author, str], ...] = THREAD,
    language: str | None = None,
    customer: Customer | None = HANNAH,
    note: str | None = SECRET,
    **more: Any,
) -> Case:
    messages = [Message(author=a, text=t, sent_at=AT + timedelta(hours=n)) for n, (a, t) in enumerate(thread)]
    if note:
        messages.insert(1, Message(author="agent", text=note, private=True, sent_at=AT, id="note"))
    conversation = Conversation(channel="email", messages=tuple(messages), **more)
    now = AT + timedelta(days=1)  # what is overdue does not depend on the day on which the tests run
    request = AssistRequest(conversation=conversation, summary_kind=kind, reader_language=language, as_of=now)
    return Case(request, conversation, customer, Policy())


def statements(summary: Summary) -> dict[str, str]:
    """What a summary says, by place."""
    lists = {"tried": summary.tried, "open_questions": summary.open_questions, "notes": summary.notes}
    made = {"promises": tuple(p.what for p in summary.promises)}
    listed = {f"{name}/{n}": text for name, texts in (lists | made).items() for n, text in enumerate(texts)}
    return {"issue": summary.issue, "state": summary.state, "background": summary.background, **listed}


def test_every_statement_points_to_where_it_stands_word_for_word() -> None:
    asked = case()
    summary = summarise(asked)
    texts = {m.id: m.text for m in asked.conversation.messages}
    for place in statements(summary):
        assert summary.evidence[place], place
    for place, wheres in summary.evidence.items():
        for where in wheres:
            if where.message_id is not None:
                assert where.quote
                assert where.quote in texts[where.message_id], place
            assert where.private == place.startswith("notes/")
    tried = next(w for p, ws in summary.evidence.items() if p == "tried/0" for w in ws)
    assert tried.quote == "I already checked with the\nneighbours.", "as it stands, line break and all"
    promised = next(p for p in summary.promises if "new one by Friday" in p.what)
    assert promised.where is not None
    assert promised.where.message_id is not None
    assert "send a new one" in texts[promised.where.message_id]
    old = next(p for p in summary.promises if "Owen" in p.what)
    assert old.where is not None
    assert old.where.history == 0


def test_facts_are_what_thread_and_record_hold_with_both_places() -> None:
    facts = {(f.name, f.value): f for f in summarise(case()).facts}
    order = facts["order id", "PW-371520"]
    assert order.where.message_id is not None
    assert order.confirmed_by is not None
    assert order.confirmed_by.record == "attributes/orders/1/order_id"
    assert facts["plan", "Duo"].where.record == "attributes/plan"
    assert facts["order status", "in transit"].where.record == "attributes/orders/1/status"
    assert facts["order total", "129.00 EUR"].confirmed_by is not None
    assert ("order items", "Piccolo grinder") in facts
    assert not any("PW-371519" in v or "jug" in v or "w.example" in v for _, v in facts), "of another order, or private"


def test_sentences_of_a_chat_that_no_full_stop_divides_point_to_their_messages() -> None:
    thread: tuple[tuple[Author, str], ...] = (("customer", "the kettle is broken"), ("customer", "can i return it"))
    where = summarise(case(thread=thread, customer=None, note=None)).evidence["issue"]
    assert {w.message_id for w in where} == {"m1", "m2"}


def test_the_issue_is_the_opening_where_later_sentences_only_tell_how_it_went_on() -> None:
    opening: tuple[tuple[Author, str], ...] = (
        ("customer", "The young man at your till was a ray of sunshine on a grey day."),
        ("agent", "Could you send us his name?"),
    )
    later = "I called, no problem. I wish to say he needs a medal."
    went_on = summarise(case(thread=(*opening, ("customer", later))))
    assert went_on.issue == "The young man at your till was a ray of sunshine on a grey day."
    another = "I was charged 129.00 EUR twice for the grinder, please send the money for the second one back."
    assert summarise(case(thread=(*opening, ("customer", f"{another} {later}")))).issue.endswith(another)


def test_what_was_done_and_what_only_the_thread_says_are_facts_too() -> None:
    thread: tuple[tuple[Author, str], ...] = (("customer", "Where is W-99123? It was due on 3 May."),)
    done = ActionDone(action="resend_order", arguments={"order_id": "W-99123"})
    facts = summarise(case(thread=thread, customer=None, actions=(done,))).facts
    told = {(f.name, f.value): f.where for f in facts}
    assert told["number or code", "W-99123"].message_id is not None
    assert told["date", "3 May"].quote == "3 May"
    assert told["done", "resend order (order id W-99123)"].record == "actions/0"


@pytest.mark.parametrize("kind", ["live", "handover", "closing", "customer"])
def test_a_private_note_stands_among_the_notes_and_nowhere_else(kind: SummaryKind) -> None:
    asked = case(kind)
    summary = summarise(asked)
    assert summary.notes == (SECRET,)
    assert all(w.private for w in summary.evidence["notes/0"])
    bare = summary.model_copy(
        update={"notes": (), "evidence": {k: v for k, v in summary.evidence.items() if k != "notes/0"}}
    )
    assert "SECRET" not in bare.model_dump_json()
    assert "SECRET" not in summarise(asked, notes=False).model_dump_json()
    prompts = [
        reply_prompt(asked, (), 8000),
        rewrite_prompt(asked, (), "A draft.", 8000),
        summary_prompt(asked, 8000),
        summary_prompt(asked, 8000, Former("{}", 1)),
        actions_prompt(asked, (), {}, 8000),
    ]
    assert not any("SECRET" in say.text for p in prompts for say in p.says)


def test_the_mood_changes_from_the_first_turn_to_the_latest() -> None:
    def change(first: str, last: str) -> str:
        thread: tuple[tuple[Author, str], ...] = (("customer", first), ("agent", "Done."), ("customer", last))
        return summarise(case(thread=thread, customer=None)).mood_change

    assert change("Where is my parcel?", "This is ridiculous, nobody rang!") == "worse"
    assert change("This is ridiculous, still nothing!", "Thank you, it works now.") == "better"
    assert change("Where is it?", "And which carrier?") == "same"
    assert summarise(case(thread=(("customer", "Hello?"),), customer=None)).mood_change == "unknown"


def test_the_next_shift_reads_who_waits_what_was_promised_and_what_to_do_first() -> None:
    summary = summarise(case("handover"))
    assert summary.kind == "handover"
    assert summary.state.startswith("Waiting for us since 23 Nov 10:00 UTC")
    assert summary.next_step == "Keep the promise, due by Friday: Owen promised a call by Friday.", "it is overdue"
    assert summary.evidence["next_step"][0].history == 0
    lines = summary.text.splitlines()
    assert lines[0].startswith("Open: ")
    assert "Promised, due by Friday" in lines[1]
    assert lines[2].startswith("Next: Keep the promise")


def test_without_a_promise_the_next_step_is_the_open_question_or_the_wait() -> None:
    asked: tuple[tuple[Author, str], ...] = (("customer", "It leaks. How do I return it?"),)
    assert summarise(case("handover", thread=asked, customer=None)).next_step == "Answer: How do I return it?"
    back: tuple[tuple[Author, str], ...] = (*asked, ("agent", "Which serial number does it have?"))
    step = summarise(case("handover", thread=back, customer=None)).next_step
    assert step == "Wait for the customer's answer to: Which serial number does it have?"


SOLVED: tuple[tuple[Author, str], ...] = (
    ("customer", "Hello,\n\nmy machine shows E3 and no water comes out."),
    (
        "agent",
        "Hello Hannah,\n\nthat comes up because the filter holds air. Take out the filter cartridge and switch it on "
        "again. Then put the cartridge back.\n\nKind regards\nMaya",
    ),
    ("customer", "Thank you, it works now!"),
    ("agent", "Glad to hear that. Have a nice day!"),
)


def test_a_closed_conversation_is_ready_to_become_a_resolution() -> None:
    summary = summarise(case("closing", thread=SOLVED, actions=(ActionDone(action="close", after="m1"),)))
    closing = summary.closing
    assert closing is not None
    assert "shows E3 and no water comes out" in closing.problem
    assert "Take out the filter cartridge" in closing.solution
    assert "Glad to hear" not in closing.solution
    assert "because the filter holds air" in closing.cause + closing.solution
    assert {"closing/problem", "closing/solution"} <= set(summary.evidence)
    body = closing.resolution
    assert body is not None
    assert [m.author for m in body.messages] == ["customer", "agent"]
    assert body.outcome.solved
    assert body.customer_id == "cus-1"
    assert body.actions[0].after is None
    assert "SECRET" not in body.model_dump_json()
    assert ResolutionBody.model_validate_json(body.model_dump_json()) == body
    assert summary.text.splitlines()[-1].startswith("Solution: ")


def test_without_an_answer_nothing_is_called_a_solution() -> None:
    summary = summarise(case("closing", thread=SOLVED[:1]))
    assert summary.closing is not None
    assert summary.closing.solution == ""
    assert summary.closing.resolution is None
    assert wording("en").unsolved in summary.text


def test_a_bots_answer_is_a_solution_only_where_the_customer_was_content() -> None:
    asked: tuple[tuple[Author, str], ...] = (
        ("customer", "yo"),
        ("bot", "Take out the filter cartridge and switch it on."),
    )
    for last, solved in (("My pump hums, that did not help.", False), ("My pump hums again? No, it works now!", True)):
        closing = summarise(case("closing", thread=(*asked, ("customer", last)), note=None)).closing
        assert closing is not None
        assert bool(closing.solution) == solved
        assert closing.problem != "yo"


def test_a_customer_with_the_last_word_and_no_thanks_leaves_it_unsolved() -> None:
    closing = summarise(case("closing", thread=(*SOLVED[:2], ("customer", "It still does not work.")))).closing
    assert closing is not None
    assert closing.resolution is not None
    assert not closing.resolution.outcome.solved


def test_a_customers_history_is_a_timeline_across_channels_with_what_recurs() -> None:
    summary = summarise(case("customer"))
    assert [c.channel for c in summary.timeline] == ["phone", "chat", "email"]
    assert summary.timeline[1].what == "How do I clean the milk jug?"
    assert summary.timeline[0].where is not None
    assert summary.timeline[0].where.history == 0
    assert summary.timeline[-1].where is None
    assert "PW-371520" in summary.recurring
    assert summary.evidence["recurring"][0].history == 0
    lines = summary.text.splitlines()
    assert lines[0] == "3 contacts by phone, chat, email since 24 Oct."
    assert lines[1].startswith("Came back about the same once: ")
    assert "did not arrive" in lines[2]
    assert "SECRET" not in summarise(case("customer", note=None)).model_dump_json()


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl"])
def test_its_own_words_are_the_readers_and_quotes_stay_as_written(language: str) -> None:
    kinds: tuple[SummaryKind, ...] = ("live", "handover", "closing", "customer")
    for kind in kinds:
        english, other = summarise(case(kind)), summarise(case(kind, language=language))
        assert other.language == language
        assert other.issue == english.issue
        assert other.state.startswith(wording(language).waiting_for_us)
        assert "Waiting" not in other.model_dump_json()
        assert other.evidence["issue"][0].language == "en"
    assert summarise(case(language="pl")).language == "en", "no words of it are known"


def test_a_fingerprint_changes_with_what_is_covered_and_tells_growth() -> None:
    first, more = case(thread=THREAD[:2]), case()
    assert fingerprint(first) == fingerprint(case(thread=THREAD[:2]))
    assert len({fingerprint(c) for c in (first, more, case(note=None), case(customer=None), case("closing"))}) == 5
    assert covers(more).grown_from(covers(first))
    assert not covers(first).grown_from(covers(more))
    assert not covers(more).grown_from(covers(more))
    assert not covers(case(customer=None)).grown_from(covers(first))
    assert covers(case(note=None)) == covers(case()), "a model never sees a note"
