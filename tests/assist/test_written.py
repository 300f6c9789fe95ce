"""Replies, summary and ranked actions from a model, over real HTTP: streamed, cited, checked, and replaceable."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from copilot.assist.assistant import Assistant
from copilot.assist.events import Event
from copilot.assist.run import Jobs, Run
from copilot.domain import ActionSpec, Answer, AssistRequest, Reply
from copilot.llm import open_llm, tokens
from copilot.settings import Settings
from tests import llm_stub as stub
from tests.assist.conftest import AGENT, RETURN, TENANT, Company, ask

REPLY = "Hello Hannah,\n\nyou can return it within 30 days of delivery [1]. It costs nothing.\n\nYour Acme team"
SUMMARY = {
    "issue": "Hannah wants to return PW-371520.",
    "background": "Paid 999 EUR.",
    "tried": [],
    "state": "Waiting for us.",
    "open_questions": ["How many days?"],
    "promises": [],
    "mood": "calm",
    "text": "Wants to return PW-371520.",
}
RANKED = {
    "actions": [
        {"action": "launch_rocket", "reason": "Why not.", "arguments": []},
        {"action": "create_return_label", "reason": "She wants to send it back.", "arguments": []},
    ]
}


def model(reply: stub.Script, summary: stub.Script | None = None, actions: stub.Script | None = None) -> stub.Script:
    return stub.by_prompt(
        summarise=summary or stub.structured(SUMMARY), rank=actions or stub.structured(RANKED), other=reply
    )


@asynccontextmanager
async def assistant(company: Company, server: stub.LlmStub, **settings: int) -> AsyncIterator[Assistant]:
    llm = open_llm(Settings.model_validate({"llm_url": server.url, "llm_model": "stub", **settings}))
    try:
        yield company.assistant(llm)
    finally:
        assert llm is not None
        await llm.close()


async def events(company: Company, script: stub.Script, request: AssistRequest) -> tuple[list[Event], stub.LlmStub]:
    async with stub.LlmStub(script) as server, assistant(company, server) as a:
        return [e async for e in a.events(AGENT, request)], server


def last(found: list[Event]) -> Answer:
    assert isinstance(found[-1].data, Answer)
    return found[-1].data


async def test_the_written_reply_streams_without_markers_and_is_cited(company: Company) -> None:
    found, _ = await events(company, model(stub.answer(REPLY, size=3)), ask(RETURN))
    deltas = [e.data["text"] for e in found if e.name == "reply.delta" and isinstance(e.data, dict)]
    answer = last(found)
    reply = answer.replies[0]
    assert deltas
    assert "".join(deltas).rstrip() == reply.text
    assert reply.text == REPLY.replace(" [1]", "")
    assert (reply.origin, answer.mode) == ("llm", "full")
    (citation,) = reply.citations
    source = next(s for s in answer.sources if s.passage_id == citation.passage_id)
    assert citation.quote in source.text
    assert reply.text[citation.start : citation.end].endswith("within 30 days of delivery.")
    assert answer.usage.calls == 3
    assert answer.usage.completion_tokens == 90


async def test_pieces_that_come_together_go_on_together() -> None:
    run = Run(asyncio.get_running_loop().time(), 60.0)
    jobs = Jobs(run)

    def piece(text: str, reply_id: str = "a") -> Event:
        return Event("reply.delta", {"reply_id": reply_id, "text": text})

    async def made() -> AsyncGenerator[Event, None]:
        for text in ("You ", "can ", "return "):
            yield piece(text)
        yield piece("No.", "b")
        yield Event("reply.withdrawn", {"reply_id": "b", "reason": "duplicate"})
        yield piece("it.")

    jobs.start(made())
    await jobs.set_out()
    got = [e.data async for e in jobs.events()]
    await jobs.close()
    assert got == [
        {"reply_id": "a", "text": "You can return "},
        {"reply_id": "b", "text": "No."},
        {"reply_id": "b", "reason": "duplicate"},
        {"reply_id": "a", "text": "it."},
    ]


async def test_the_extractive_reply_comes_first_and_stays_beside_the_written_one(company: Company) -> None:
    found, _ = await events(company, model(stub.answer(REPLY)), ask(RETURN))
    names = [e.name for e in found]
    assert names.index("reply") < names.index("reply.delta")
    assert [r.origin for r in last(found).replies][:2] == ["llm", "extractive"]


async def test_made_up_values_and_links_are_marked_and_the_text_is_not_changed(company: Company) -> None:
    text = "You have 60 days [1]. Pay at https://evil.example/x. Also [9]."
    found, _ = await events(company, model(stub.answer(text)), ask(RETURN))
    reply = last(found).replies[0]
    assert reply.text == "You have 60 days. Pay at https://evil.example/x. Also."
    bad = {(c.kind, c.found) for c in reply.checks if not c.ok}
    pay = ("support", "Pay at https://evil.example/x.")
    assert bad == {("value", "60 days"), ("link", "https://evil.example/x"), ("citation", "[9]"), pay}


async def test_a_claim_turned_round_is_marked_and_keeps_the_confidence_low(company: Company) -> None:
    true = "You can return it within 30 days of delivery [1]."
    for text, ok in ((true, True), (true.replace("can", "cannot"), False)):
        found, _ = await events(company, model(stub.answer(text)), ask(RETURN))
        reply = last(found).replies[0]
        assert [c.ok for c in reply.checks if c.kind == "support"] == [ok]
        assert ok or reply.confidence < 0.5
        assert reply.text == text.replace(" [1]", "")


@pytest.mark.parametrize(
    ("name", "script", "code"),
    [
        ("cut", stub.pieces("Hello ", "Hannah", finish=None, done=False), "llm_cut_short"),
        ("stalls", stub.stalls_after("Hello ", "Hannah"), "llm_timeout"),
        ("malformed", stub.malformed, "llm_bad_answer"),
        ("busy", stub.status(429), "llm_busy"),
        ("down", stub.status(500), "llm_unavailable"),
        ("refused", stub.refusal, "llm_refused"),
    ],
)
async def test_a_model_that_fails_leaves_the_extractive_replies_and_a_reason(
    company: Company, name: str, script: stub.Script, code: str
) -> None:
    found, _ = await events(company, model(script, script, script), ask(RETURN, deadline_ms=2500))
    answer = last(found)
    assert answer.mode == "no_llm", name
    assert code in [r.code for r in answer.reasons]
    assert answer.replies
    assert {r.origin for r in answer.replies} == {"extractive"}
    streamed = any(e.name == "reply.delta" for e in found)
    assert any(e.name == "reply.withdrawn" for e in found) == streamed
    assert answer.summary is not None
    assert answer.summary.origin == "extractive"
    assert answer.next_actions


async def test_the_deadline_holds_and_what_is_ready_is_returned(company: Company) -> None:
    async with stub.LlmStub(stub.silent) as server, assistant(company, server) as a:
        await a.answer(AGENT, ask(RETURN, deadline_ms=1500))  # warm
        async with asyncio.timeout(10):
            answer = await a.answer(AGENT, ask(RETURN, deadline_ms=1500))
    assert answer.replies
    assert "llm_timeout" in [r.code for r in answer.reasons]


async def test_a_client_that_leaves_cancels_the_models_call(company: Company) -> None:
    script = model(stub.stalls_after("Hello "), stub.silent, stub.silent)
    async with stub.LlmStub(script) as server, assistant(company, server) as a:
        async with aclosing(a.events(AGENT, ask(RETURN, deadline_ms=60_000))) as stream:  # type: ignore[type-var]
            async for event in stream:
                if event.name == "reply.delta":
                    break
        async with asyncio.timeout(5):
            await server.until_gone()


async def test_a_summarys_unknown_value_gives_way_to_the_rule_built_part(company: Company) -> None:
    found, _ = await events(company, model(stub.answer(REPLY)), ask(RETURN))
    summary = last(found).summary
    assert summary is not None
    assert summary.issue == SUMMARY["issue"]
    assert "999" not in summary.background
    assert summary.origin == "llm"


async def test_actions_are_ranked_by_the_model_but_never_added_and_keep_their_counts(company: Company) -> None:
    found, _ = await events(company, model(stub.answer(REPLY)), ask(RETURN))
    (action,) = last(found).next_actions
    assert action.action == "create_return_label"
    assert action.reason.startswith("She wants to send it back.")
    assert action.evidence is not None
    assert action.evidence.did_this == 3


@pytest.mark.parametrize(
    ("value", "taken"), [("2", 2), ("3", None), ("37", None), ("nan", None), ("9" * 500, None), ("20", None)]
)
async def test_a_model_fills_in_only_arguments_that_stand_word_for_word(
    value: str, taken: int | None, company: Company
) -> None:
    schema = {"type": "object", "properties": {"parcels": {"type": "number"}}, "required": ["parcels"]}
    spec = ActionSpec(name="create_return_label", label="Create a return label", parameters=schema)
    await company.parts.catalogue.put(TENANT, spec)
    given = {"name": "parcels", "value": value}
    ranked = {"actions": [{"action": "create_return_label", "reason": "", "arguments": [given]}]}
    text = f"{RETURN}\n\nIt is 2 boxes, from the finance team, for 20.50 EUR."
    found, _ = await events(company, model(stub.answer(REPLY), actions=stub.structured(ranked)), ask(text))
    (action,) = last(found).next_actions
    assert action.arguments == ({} if taken is None else {"parcels": taken})
    assert "internal_error" not in [r.code for r in last(found).reasons]


async def test_no_customer_facing_prompt_holds_internal_text_notes_or_other_customers(company: Company) -> None:
    thread = RETURN + " I know it is late, after 45 days; is there goodwill for late returns?"
    request = ask(thread, notes=("SECRETNOTE: she is a difficult one",))
    _, server = await events(company, model(stub.answer(REPLY)), request)
    assert len(server.prompts) == 3
    for prompt in server.prompts:
        for hidden in ("GW-77", "SECRETNOTE", "Zebulon", "Quartermain", "PW-999111", "zeb@", "RT-55512"):
            assert hidden not in prompt, hidden


async def test_only_the_prompt_for_the_agents_own_question_may_hold_internal_articles(company: Company) -> None:
    request = ask(RETURN, question="Which goodwill for returns after 45 days?", want=["replies"])
    text = stub.answer("Use reason code GW-77 [1].")
    script = stub.by_prompt(**{"You answer": text, "other": stub.answer(REPLY)})
    found, server = await events(company, script, request)
    with_internal = [p for p in server.prompts if "GW-77" in p]
    assert len(server.prompts) == 2
    assert len(with_internal) == 1
    answer = last(found).answer
    assert answer is not None
    assert (answer.origin, answer.insertable) == ("llm", False)
    assert all("GW-77" not in r.text for r in last(found).replies)


async def test_a_public_prompt_holds_no_personal_data(company: Company) -> None:
    _, server = await events(
        company, model(stub.answer("Hi Hannah.")), ask("How do I return an order?", channel="x", public=True)
    )
    reply_prompt = next(p for p in server.prompts if "You write replies" in p)
    assert "First name: [NAME_1]" in reply_prompt
    for personal in ("Hannah", "Whitcombe", "hannah@", "PW-371520"):
        assert personal not in reply_prompt


THREE = (
    "Hello Hannah,\n\nyou can return it within 30 days of delivery [1].\n\nYour Acme team\n---\n"
    "Hello Hannah,\n\nwhat would you like to send back, and why?\n\nYour Acme team\n---\n"
    "Hello Hannah,\n\nthe return label is free [1]; or hand the box in at any shop [1].\n\nYour Acme team"
)


async def test_one_call_writes_several_replies_and_each_is_whole_before_the_next_begins(company: Company) -> None:
    found, server = await events(company, stub.answer(THREE, size=5), ask(RETURN, want=["replies"]))
    written = [e for e in found if e.name.startswith("reply") and "-w" in str(_reply_id(e))]
    order = list(dict.fromkeys((_reply_id(e), e.name) for e in written))
    first, second, third = dict.fromkeys(i for i, _ in order)
    assert order == [(i, name) for i in (first, second, third) for name in ("reply.delta", "reply")]
    answer = last(found)
    assert [r.id for r in answer.replies] == [first, second, third]
    assert [r.text for r in answer.replies] == [t.replace(" [1]", "").strip() for t in THREE.split("---")]
    assert {r.prompt_version for r in answer.replies} == {"reply.v2"}
    assert answer.replies[0].citations
    assert len(server.requests) == 1
    assert "Write up to 3 replies" in server.prompts[0]


def _reply_id(event: Event) -> object:
    return event.data.id if isinstance(event.data, Reply) else event.data["reply_id"]  # type: ignore[index]


async def test_written_replies_come_first_and_extractive_ones_fill_up(company: Company) -> None:
    text = THREE.rpartition("---")[0]
    found, _ = await events(company, stub.answer(text), ask(RETURN, want=["replies"]))
    assert [r.origin for r in last(found).replies] == ["llm", "llm", "extractive"]


async def test_a_stream_cut_in_the_second_reply_keeps_the_first_and_takes_the_second_back(company: Company) -> None:
    script = stub.pieces(*(THREE[i : i + 9] for i in range(0, 120, 9)), finish=None, done=False)
    found, _ = await events(company, script, ask(RETURN, want=["replies"]))
    answer = last(found)
    (withdrawn,) = (e.data for e in found if e.name == "reply.withdrawn")
    written = [r for r in answer.replies if r.origin == "llm"]
    assert [r.text for r in written] == [THREE.partition("\n---")[0].replace(" [1]", "")]
    assert withdrawn == {"reply_id": f"{written[0].id}2", "reason": "llm_cut_short"}
    assert answer.mode == "full"
    assert "llm_cut_short" in [r.code for r in answer.reasons]


async def test_another_wording_of_the_same_is_taken_back(company: Company) -> None:
    text = (
        "You can return it within 30 days [1].\n---\nYou can return it within 30 days [1]!\n---\nYou can not return it."
    )
    found, _ = await events(company, stub.answer(text), ask(RETURN, want=["replies"]))
    answer = last(found)
    assert [e.data for e in found if e.name == "reply.withdrawn"] == [
        {"reply_id": f"{answer.replies[0].id}2", "reason": "duplicate"}
    ]
    assert [r.text for r in answer.replies if r.origin == "llm"] == [
        "You can return it within 30 days.",
        "You can not return it.",
    ]


async def test_more_replies_than_asked_for_end_the_call(company: Company) -> None:
    text = "Yes, within 30 days [1].\n---\nWhich one is it?\n---\nNo."
    request = ask(RETURN, want=["replies"], max_replies=2)
    async with stub.LlmStub(stub.stalls_after(text, "\n")) as server, assistant(company, server) as a:
        async with asyncio.timeout(20):
            answer = await a.answer(AGENT, request)
        await asyncio.wait_for(server.until_gone(), 5)
    assert [r.text for r in answer.replies] == ["Yes, within 30 days.", "Which one is it?"]


async def test_where_one_reply_is_wanted_one_is_asked_for(company: Company) -> None:
    found, server = await events(company, stub.answer(THREE), ask(RETURN, want=["replies"], max_replies=1))
    assert "Write one reply." in server.prompts[0]
    assert [r.text for r in last(found).replies] == [THREE.partition("\n---")[0].replace(" [1]", "")]


async def test_a_draft_too_long_for_the_model_is_checked_and_the_reason_says_why_it_is_not_rewritten(
    company: Company,
) -> None:
    request = ask(RETURN, draft="You have 45 days. " * 1000, want=["replies"])
    found, server = await events(company, stub.answer("Done."), request)
    answer = last(found)
    assert server.requests == []
    assert (answer.mode, [r.code for r in answer.reasons]) == ("no_llm", ["llm_too_long"])
    assert any(c.kind == "value" and not c.ok for c in answer.replies[0].checks)


async def test_a_model_with_little_room_is_asked_for_what_fits_and_not_for_what_does_not(company: Company) -> None:
    text = "Hello Hannah, you can return it within 30 days of delivery [1]."
    async with (
        stub.LlmStub(model(stub.answer(text))) as server,
        assistant(company, server, llm_context_tokens=1000) as a,
    ):
        fits = await a.answer(AGENT, ask(RETURN, channel="chat", customer=None, want=["replies", "summary"]))
        sent = len(server.requests)
        too_long = await a.answer(AGENT, ask(RETURN, customer=None, instruction="be very kind " * 150))
        assert all("Write one reply" not in p for p in server.prompts[sent:]), "summary and actions only"
    assert (fits.mode, fits.replies[0].origin) == ("full", "llm")
    for request in server.requests:
        assert sum(tokens(m["content"]) for m in request["messages"]) + request["max_tokens"] <= 1000
    assert ("llm", "llm_too_long") in [(r.stage, r.code) for r in too_long.reasons]
    assert too_long.replies[0].origin == "extractive"


async def test_an_instruction_is_followed_where_no_customer_has_written(company: Company) -> None:
    said = {"channel": "chat", "messages": [{"author": "agent", "text": "I will call you about PW-371520."}]}
    request = AssistRequest.model_validate(
        {"conversation": said, "instruction": "Tell them that we are late.", "want": ["replies"]}
    )
    found, server = await events(company, stub.answer("Hello, we are running late."), request)
    assert "The agent asks: Tell them that we are late." in server.prompts[0]
    assert [r.text for r in last(found).replies] == ["Hello, we are running late."]
    assert [r.code for r in last(found).reasons] == ["no_question"]


async def test_numbers_in_words_beside_each_other_end_no_request(company: Company) -> None:
    request = ask("My code is one two three. How do I return my order?", want=["replies"])
    found, _ = await events(company, stub.answer("Hello, your code is one two three."), request)
    assert last(found).replies[0].origin == "llm"
    assert last(found).reasons == ()


@pytest.mark.parametrize(("name", "mode"), [("assistant.redaction_of", "no_llm"), ("allowed.vouching_thread", "full")])
async def test_a_part_of_the_guard_that_fails_takes_no_answer_with_it(
    name: str, mode: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(f"copilot.assist.{name}", broken)
    text = "Hello Hannah, you can return it within 30 days of delivery."
    found, server = await events(company, stub.answer(text), ask(RETURN, want=["replies"]))
    answer = last(found)
    assert answer.mode == mode
    assert "internal_error" in [r.code for r in answer.reasons]
    assert answer.replies
    if mode == "no_llm":  # what can't be masked is not sent
        assert server.requests == []
    else:  # nothing vouches, so each value is flagged
        assert any(c.kind == "value" and c.found == "30 days" for c in answer.replies[0].checks)


async def test_a_draft_is_rewritten_and_the_agents_own_text_stays_beside_it(company: Company) -> None:
    request = ask(RETURN, draft="you got 30 days.", instruction="friendlier", want=["replies"])
    found, server = await events(company, stub.answer("You have 30 days [1]."), request)
    texts = [r.text for r in last(found).replies]
    assert texts == ["You have 30 days.", "you got 30 days."]
    assert "friendlier" in server.prompts[0]
    assert isinstance(last(found).replies[0], Reply)


async def test_nothing_is_asked_of_the_model_where_nobody_asks_anything(company: Company) -> None:
    _, server = await events(company, model(stub.answer(REPLY)), ask("Hi", channel="chat"))
    assert server.requests == []
