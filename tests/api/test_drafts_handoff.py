"""The package that a human starts with: nothing twice, nothing called sure that isn't, and it tells of the bot."""

from typing import Any

from tests.api.conftest import Served
from tests.api.test_assist import ARTICLE
from tests.api.test_drafts import allow, ask

RECORD: dict[str, Any] = {
    "id": "u1",
    "name": "Maja Lindqvist",
    "attributes": {
        "plan": "Duo",
        "orders": [{"order_id": "PW-111111", "status": "delivered"}, {"order_id": "PW-222222", "status": "shipped"}],
    },
}


async def package(served: Served, *messages: tuple[str, str], **more: Any) -> dict[str, Any]:
    await served.http.put("/v1/articles/faq%2Fe3", json=ARTICLE, headers=served.auth())
    await allow(served, min_confidence=1)  # all of it goes to people
    thread = [{"author": author, "text": text} for author, text in messages]
    draft = await ask(served, conversation={"channel": "email", "messages": thread}, **more)
    assert draft["decision"] == "handoff"
    found: dict[str, Any] = draft["handoff"]
    return found


async def test_an_order_of_an_attested_record_is_a_sure_fact_in_plain_words(served: Served) -> None:
    asked = ("customer", "My machine from order PW-111111 shows E3. I paid 449 EUR.")
    attested = await package(served, asked, customer=RECORD | {"verified": "attested"})
    facts = {f["value"]: f for f in attested["facts"]}
    assert len(facts) == len(attested["facts"])
    assert facts["PW-111111"] == {"name": "order id", "value": "PW-111111", "source": "thread", "verified": True}
    assert facts["449 EUR"]["name"] == "amount"
    assert not facts["449 EUR"]["verified"]
    assert facts["delivered"]["name"] == "this order: status"
    assert "PW-222222" not in facts
    stranger = await package(served, asked, customer=RECORD)
    assert not any(f["verified"] for f in stranger["facts"])


async def test_it_tells_of_the_bot_and_why_it_stopped(served: Served) -> None:
    told = await package(served, ("customer", "Hi"), ("bot", "How can we help?"), ("customer", "My machine shows E3."))
    assert told["bot_said"] == ["How can we help?"]
    assert "A bot answered once and handed over: " in told["summary"]["text"]
    assert told["summary"]["text"].splitlines()[-1] in told["summary"]["state"]
    alone = await package(served, ("customer", "My machine shows E3."))
    assert "A bot handed it over: " in alone["summary"]["text"]


async def test_the_suggestion_goes_on_where_the_bot_stopped(served: Served) -> None:
    question = ("customer", "My machine shows E3 and no water comes. What should I do?")
    fresh = (await package(served, question))["first_reply"]
    assert "Thank you for your message." in fresh["text"]
    after = await package(served, ("customer", "Hi"), ("bot", "How can we help?"), question)
    reply = after["first_reply"]
    assert "Thank you for your message." not in reply["text"]
    assert "I've taken over from our assistant" in reply["text"]
    cited = reply["citations"][0]
    assert reply["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert cited["quote"] in ARTICLE["body"]
    assert len({s["source_id"] for s in after["sources"]}) == len(after["sources"])


async def test_who_asks_twice_wants_it_once_and_no_help_is_no_step(served: Served) -> None:
    question = ("customer", "My machine shows E3 and no water comes. What should I do? I have descaled it.")
    bot = ("bot", "Take the filter cartridge out.")
    told = await package(served, question, bot, question, bot, ("customer", "That didn't help."))
    assert told["wants"].count("My machine shows E3") <= 1
    assert told["tried"] == ["I have descaled it."]
    assert told["summary"]["tried"] == told["tried"]
    assert "without success" not in told["summary"]["text"]
    assert told["bot_said"] == ["Take the filter cartridge out."]
    assert "A bot answered 2 times and handed over: " in told["summary"]["text"]


async def test_what_the_record_holds_field_by_field_is_told(served: Served) -> None:
    attributes = {
        "subscription": {"subscription_id": "SB-11111", "next_parcel": "2026-11-24", "paused": False},
        "repair": {"repair_id": "RP-22222", "status": "waiting for a part"},
        "machines": [{"product": "Arc", "serial": "AR-1"}, {"product": "Drift", "serial": "DR-2"}],
        "orders": [{"order_id": "PW-333333", "items": ["Arc", "Beans x2"]}],
        "notes": [],
    }
    asked = ("customer", "My machine AR-1 shows E3. When do I get it back?")
    told = await package(served, asked, customer={"id": "u2", "attributes": attributes, "verified": "attested"})
    facts = {f["name"]: f["value"] for f in told["facts"]}
    assert facts["subscription: next parcel"] == "2026-11-24"
    assert facts["repair: status"] == "waiting for a part"
    assert facts["this machine: product"] == "Arc"
    assert "DR-2" not in facts.values()
    assert facts["latest order: items"] == "Arc, Beans x2"
    assert "subscription: paused" not in facts


async def test_a_postcode_is_whole_and_a_date_ends_before_the_full_stop(served: Served) -> None:
    asked = ("customer", "My machine shows E3. It goes to SE99 4ZX, I am away until 14 Feb. No change.")
    told = await package(served, asked, customer={"id": "u3", "attributes": {"postcode": "SE99 4ZX"}})
    facts = {f["value"]: f["name"] for f in told["facts"]}
    assert facts["SE99 4ZX"] == "postcode"
    assert "SE99" not in facts
    assert facts["14 Feb"] == "date"
    assert told["tried"] == []
