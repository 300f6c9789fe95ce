"""Exports of help desks become articles and resolutions; private notes never become evidence."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from retrieval.chunk import passages
from retrieval.documents import Article, Resolution
from retrieval.sources import LeftOut, Read, Unreadable, chatwoot, intercom, zammad, zendesk
from retrieval.sources.chatwoot import read_chatwoot
from retrieval.sources.csv_table import BadTable
from retrieval.sources.instance import prefixed
from retrieval.sources.intercom import read_intercom
from retrieval.sources.json_items import items
from retrieval.sources.shape import plan, shape_of
from retrieval.sources.values import body_text, channel, flag, language, moment, rating, tags
from retrieval.sources.zammad import read_zammad
from retrieval.sources.zendesk import read_zendesk
from retrieval.text import article_blocks, plain_text

EXPORTS = Path(__file__).parent / "exports"


def documents(reads: list[Read]) -> dict[str, Article | Resolution]:
    return {r.id: r for r in reads if isinstance(r, Article | Resolution)}


def article(reads: list[Read], name: str) -> Article:
    found = documents(reads)[name]
    assert isinstance(found, Article)
    return found


def resolution(reads: list[Read], name: str) -> Resolution:
    found = documents(reads)[name]
    assert isinstance(found, Resolution)
    return found


def reasons(reads: list[Read], kind: type[LeftOut] | type[Unreadable]) -> list[tuple[str, str]]:
    return [(r.where, r.reason) for r in reads if isinstance(r, kind)]


def said(found: Resolution) -> list[tuple[str, str, bool]]:
    return [(m.author, m.text, m.private) for m in found.messages]


def test_zendesk_articles() -> None:
    reads = list(read_zendesk(EXPORTS / "zendesk_articles.json"))

    one = article(reads, "zendesk:article:360001")
    assert (one.title, one.language, one.visibility, one.tags) == (
        "Descaling the Arc", "en-US", "public", ("descaling", "arc"),
    )  # fmt: skip
    assert one.updated_at == datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
    text = plain_text(article_blocks(one.body, one.format, one.url))
    assert "tray (https://help.acme.example/hc/tray)" in text
    assert "- 100 ml descaler" in text
    assert "Arc | 20" in text
    assert article(reads, "zendesk:article:360001:de").language == "de"
    assert article(reads, "zendesk:article:360002").visibility == "internal"
    assert len(documents(reads)) == 3
    assert reasons(reads, LeftOut) == [("zendesk_articles.json item 4", "not published")]
    assert reasons(reads, Unreadable) == [("zendesk_articles.json item 5", "it is not a JSON object")]


def test_zendesk_articles_with_their_translations() -> None:
    link = "https://acme.example/hc/en-us/articles/1"
    german = {"id": 11, "locale": "de", "title": "Entkalken", "body": "<p>Zweimal.</p>", "draft": False}
    item = {
        "id": 1, "title": "Descaling", "name": "Descaling", "body": "<p>Twice.</p>", "locale": "en-us",
        "source_locale": "en-us", "draft": False, "user_segment_id": 7, "html_url": link,
        "translations": [
            {"locale": "en-us", "title": "Descaling", "body": "<p>Twice.</p>"},
            german | {"updated_at": "2026-04-02T00:00:00Z"},
            german | {"locale": "fr", "draft": True},
        ],
    }  # fmt: skip
    reads = list(zendesk.documents(item, "here"))

    assert list(documents(reads)) == ["zendesk:article:1", "zendesk:article:1:de"]
    found = article(reads, "zendesk:article:1:de")
    assert (found.title, found.body, found.language, found.visibility, found.url) == (
        "Entkalken", "<p>Zweimal.</p>", "de", "internal", "https://acme.example/hc/de/articles/1",
    )  # fmt: skip
    assert found.updated_at == datetime(2026, 4, 2, tzinfo=UTC)
    assert reasons(reads, LeftOut) == [("here (fr)", "not published")]


def test_a_zendesk_subject_is_what_people_see_and_not_its_placeholder() -> None:
    comments = [{"id": 1, "author_id": 20, "body": "It leaks."}]
    ticket = {"id": 1, "status": "closed", "requester_id": 20, "comments": comments}
    shown = ticket | {"subject": "Leaking tank", "raw_subject": "{{dc.leaking_tank}}"}

    assert resolution(list(zendesk.documents(shown, "here")), "zendesk:ticket:1").subject == "Leaking tank"


def test_zendesk_tickets_on_two_pages() -> None:
    reads = list(read_zendesk(EXPORTS / "zendesk_tickets.json"))

    found = resolution(reads, "zendesk:ticket:501")
    assert said(found) == [
        ("customer", "The Arc shows E3 and no water comes out.", False),
        ("agent", "Known batch fault, lot 7741. Do not tell the customer.", True),
        ("agent", "Please descale it twice, then hold both buttons for five seconds.", False),
        ("customer", "I am her flatmate: it works again.", False),
    ]
    assert (found.channel, found.subject, found.customer_id, found.tags) == (
        "email", "Arc shows E3", "20", ("arc", "e3"),
    )  # fmt: skip
    assert (found.outcome.reopened, found.outcome.rating) == (True, 5)
    assert found.outcome.closed_at == datetime(2026, 3, 5, 16, tzinfo=UTC)
    assert [(a.action, a.after) for a in found.actions] == [("Send descaler", "1003")]
    second = resolution(reads, "zendesk:ticket:505")
    assert (second.channel, second.outcome.rating, second.outcome.reopened) == ("x", 1, False)
    assert said(second)[1] == ("agent", "No flag says that this is public.", True)
    assert [reason for _, reason in reasons(reads, LeftOut)] == ["not closed", "merged into another"]
    assert reasons(reads, Unreadable)[0][0] == "zendesk_tickets.json item 4"


def test_zendesk_users_beside_the_tickets_say_who_wrote(tmp_path: Path) -> None:
    """Also a customer who is neither the requester nor in copy, and wherever on the page the users stand."""
    said_by = [{"author_id": n, "body": f"Text of {n}.", "public": True} for n in (1, 2, 3)]
    ticket = {"id": 7, "status": "solved", "requester_id": 1, "comments": said_by}
    users = [{"id": 1, "role": "end-user"}, {"id": 2, "role": "agent"}, {"id": 3, "role": "end-user"}]
    (tmp_path / "page.json").write_text(json.dumps({"tickets": [ticket], "users": users}))
    (tmp_path / "line.ndjson").write_text(json.dumps({"users": users, "tickets": [ticket]}))
    for name in ("page.json", "line.ndjson"):
        reads = list(read_zendesk(tmp_path / name))
        assert [author for author, _, _ in said(resolution(reads, "zendesk:ticket:7"))] == [
            "customer",
            "agent",
            "customer",
        ]
        assert len(reads) == 1, "users are no documents"


def test_two_accounts_in_one_folder_have_ids_of_their_own_and_one_keeps_its_plain_ids(tmp_path: Path) -> None:
    def ticket(host: str) -> dict[str, Any]:
        says = [{"author_id": 1, "body": f"Words from {host}."}]
        url = f"https://{host}/api/v2/tickets/7.json"
        return {"id": 7, "url": url, "status": "solved", "requester_id": 1, "comments": says}

    def ids() -> list[str]:
        reads = (read for part in plan(tmp_path).parts for read in part.read())
        return sorted(read.id for read in reads if isinstance(read, Article | Resolution))

    (tmp_path / "a.json").write_text(json.dumps({"tickets": [ticket("acme.zendesk.com")]}))
    (tmp_path / "more.json").write_text(json.dumps({"tickets": [ticket("acme.zendesk.com") | {"id": 8}]}))
    (tmp_path / "chatwoot.json").write_bytes((EXPORTS / "chatwoot.json").read_bytes())
    assert {"zendesk:ticket:7", "zendesk:ticket:8"} <= set(ids())
    (tmp_path / "b.json").write_text(json.dumps({"tickets": [ticket("acme-eu.zendesk.com")]}))
    of = [
        "acme-eu.zendesk.com:zendesk:ticket:7",
        "acme.zendesk.com:zendesk:ticket:7",
        "acme.zendesk.com:zendesk:ticket:8",
    ]
    assert [name for name in ids() if "zendesk" in name] == of
    assert any(name.startswith("chatwoot:") for name in ids()), "another product's stay"


def test_a_prefix_is_on_all_ids_and_on_what_they_supersede() -> None:
    new = Article(id="new", title="New", body="Text.", supersedes=("old", "resolution:7"))
    (read,) = prefixed(iter([new]), "eu")
    assert isinstance(read, Article)
    assert (read.id, read.supersedes) == ("eu:new", ("eu:old", "resolution:eu:7"))


def test_zendesk_macros_are_internal_articles() -> None:
    reads = list(read_zendesk(EXPORTS / "zendesk_macros.json"))

    (macro,) = documents(reads).values()
    assert isinstance(macro, Article)
    assert (macro.id, macro.title, macro.visibility) == ("zendesk:macro:88", "Send descaler", "internal")
    assert macro.body == (
        "We have put a bottle of descaler in the post.\n\nFor E3\n\n- status: solved\n- current tags: e3 descaler_sent"
    )


def test_intercom() -> None:
    reads = list(read_intercom(EXPORTS / "intercom.ndjson"))

    assert set(documents(reads)) == {
        "intercom:article:6871119", "intercom:article:6871119:fr", "intercom:conversation:1295",
    }  # fmt: skip
    one = article(reads, "intercom:article:6871119")
    assert (one.language, one.tags) == ("en", ("billing",))
    assert article(reads, "intercom:article:6871119:fr").url == "https://help.acme.example/fr/articles/3"
    found = resolution(reads, "intercom:conversation:1295")
    assert [(m.author, m.id, m.private) for m in found.messages] == [
        ("customer", "3", False), ("agent", "4", True), ("agent", "5", False), ("bot", "6", False),
        ("agent", "8", True), ("agent", "9", True),
    ]  # fmt: skip
    assert "Cancel (https://acme.example/cancel)" in found.messages[2].text
    assert (found.channel, found.customer_id, found.tags) == ("whatsapp", "u-70", ("churn",))
    assert (found.outcome.reopened, found.outcome.rating) == (True, 4)
    assert [(a.action, a.after) for a in found.actions] == [("cancel_plan", "6")]
    assert [where for where, _ in reasons(reads, Unreadable)] == ["intercom.ndjson:5", "intercom.ndjson:7"]
    assert [reason for _, reason in reasons(reads, LeftOut)] == [
        "not published", "not published", "not closed", "without a customer's words",
    ]  # fmt: skip


def test_chatwoot() -> None:
    reads = list(read_chatwoot(EXPORTS / "chatwoot.json"))

    hours = article(reads, "chatwoot:article:11")
    assert (hours.format, hours.language, hours.tags) == ("markdown", "pt-BR", ("hours", "Store"))
    assert article(reads, "chatwoot:canned:3").visibility == "internal"
    found = resolution(reads, "chatwoot:conversation:81")
    assert [(m.author, m.id, m.private) for m in found.messages] == [
        ("customer", "1", False), ("agent", "2", True), ("agent", "3", False), ("bot", "4", False),
        ("customer", "7", False), ("bot", "8", False),
    ]  # fmt: skip
    assert (found.channel, found.language, found.customer_id) == ("whatsapp", "en", "crm-7")
    assert found.outcome.rating == 2
    assert found.outcome.closed_at == datetime(2026, 2, 2, 4, 53, 20, tzinfo=UTC)
    assert len(documents(reads)) == 3
    assert [where for where, _ in reasons(reads, Unreadable)] == ["chatwoot.json item 7"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            "**Sorry**, it is *lost*.\\\nSee [the page](https://a.example/b_c_d).",
            "Sorry, it is lost.\nSee the page (https://a.example/b_c_d).",
        ),
        (
            "[https://a.example](https://a.example) or [x@a.example](mailto:x@a.example)",
            "https://a.example or x@a.example",
        ),
        (
            "1\\. Press `reset_all`\n2. Wait 5 * 3 * 2 s ![x](https://a.example/p.png)",
            "1. Press reset_all\n2. Wait 5 * 3 * 2 s",
        ),
    ],
)
def test_what_agents_write_in_chatwoot_loses_its_marks(content: str, text: str) -> None:
    messages = [
        {"id": 1, "message_type": 0, "content": content},
        {"id": 2, "message_type": 1, "private": False, "content": content},
    ]
    (found,) = documents(
        list(chatwoot.documents({"id": 1, "inbox_id": 1, "status": "resolved", "messages": messages}, "here"))
    ).values()
    assert isinstance(found, Resolution)

    assert [m.text.strip() for m in found.messages] == [content, text]


def test_zammad() -> None:
    reads = list(read_zammad(EXPORTS / "zammad.json"))

    found = resolution(reads, "zammad:ticket:19")
    assert said(found) == [
        ("customer", "I did not get the invoice for March.", False),
        ("agent", "She is two months behind with her payments.", True),
        ("agent", "You find it under Invoices (https://acme.example/invoices) from the third of each month.", False),
    ]
    assert (found.channel, found.customer_id, found.tags, found.outcome.reopened) == ("email", "5", ("invoice",), True)
    bare = resolution(reads, "zammad:ticket:20")
    assert (bare.channel, bare.outcome.reopened) == ("phone", False)
    assert [(m.author, m.private) for m in bare.messages] == [("customer", False), ("agent", True)]
    assert [reason for _, reason in reasons(reads, LeftOut)] == ["merged into another", "not closed"]
    assert [where for where, _ in reasons(reads, Unreadable)] == ["zammad.json item 5"]


def test_what_agents_note_among_themselves_is_in_no_passage() -> None:
    secrets = ("lot 7741", "No flag says", "owes us", "angry", "Reopened for the refund", "twice this week",
               "behind with her payments", "Nobody says")  # fmt: skip
    seen = 0
    for part in plan(EXPORTS).parts:
        for document in documents(list(part.read())).values():
            for passage in passages(document):
                seen += 1
                whole = passage.model_dump_json()
                assert not [secret for secret in secrets if secret in whole], passage.id
    assert seen > 10


def test_each_export_is_known_by_its_looks() -> None:
    found = plan(EXPORTS)

    assert {part.path.name: part.form for part in found.parts} == {
        "chatwoot.json": "chatwoot",
        "intercom.ndjson": "intercom",
        "solved.csv": "csv",
        "zammad.json": "zammad",
        "zendesk_articles.json": "zendesk",
        "zendesk_macros.json": "zendesk",
        "zendesk_tickets.json": "zendesk",
    }
    assert [file.name for file, _ in found.left_alone] == ["faq.csv"]
    assert not found.doubtful


def test_a_list_of_our_own_documents_is_known_too(tmp_path: Path) -> None:
    mine = [{"id": "a", "title": "A", "body": "Text."}, {"id": "r", "messages": [{"author": "customer", "text": "?"}]}]
    (tmp_path / "x.json").write_text(json.dumps([*mine, {"id": "b", "title": "B", "body": "Text.", "colour": 1}]))
    (part,) = plan(tmp_path).parts
    article, resolution, wrong = part.read()
    assert isinstance(article, Article)
    assert isinstance(resolution, Resolution)
    assert wrong == Unreadable("x.json item 3", "unknown field 'colour'")


def test_what_is_no_export_is_left_alone_and_what_may_be_a_broken_one_is_doubtful(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {
        "package.json": '{"name": "x"}',
        "empty.ndjson": "",
        "cut.json": '[{"id": 1, ',
        "data.csv": "year,sales\n2026,1\n",
        "latin.csv": b"Gr\xf6\xdfe,x\n",
        ".hidden.json": "{",
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    found = plan(tmp_path)
    assert not found.parts
    assert [file.name for file, _ in found.left_alone] == [
        "cut.json", "data.csv", "empty.ndjson", "latin.csv", "package.json",
    ]  # fmt: skip
    assert [file.name for file in found.doubtful] == ["cut.json", "empty.ndjson", "latin.csv"]


def test_what_is_compressed_is_said_to_be_and_keeps_what_it_gave_before(tmp_path: Path) -> None:
    for name in ("tickets.ndjson.gz", "logo.zip", "notes.gz"):
        (tmp_path / name).write_bytes(b"\x1f\x8b")
    found = plan(tmp_path)
    assert [(file.name, why) for file, why in found.left_alone] == [
        ("tickets.ndjson.gz", "it is compressed: unpack it")
    ]
    assert [file.name for file in found.doubtful] == ["tickets.ndjson.gz"]
    with pytest.raises(BadTable, match=r"logo\.zip is compressed: unpack it"):
        plan(tmp_path / "logo.zip", "zendesk")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<p>One<br>two</p><ul><li>a</li></ul>", "One\ntwo\n\n- a"),
        ('<div>New</div><div class="gmail_quote">On Mon Tom wrote:<blockquote>Old</blockquote></div>', "New"),
        ('<div>New</div><blockquote type="cite">Old</blockquote>', "New"),
        ('<div>New</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: x</div><div>Old</div>', "New"),
        ('<p>New</p><span class="js-signatureMarker"></span>Tom<br>ACME', "New"),
        ('<blockquote type="cite">Nothing else</blockquote>', "Nothing else"),
        ("See <https://acme.example/a>\nor <kim@acme.example>", "See <https://acme.example/a>\nor <kim@acme.example>"),
        ("Press <Enter>,\nthen <b>", "Press <Enter>,\nthen <b>"),
    ],
)
def test_a_body_becomes_the_text_of_its_writer(html: str, text: str) -> None:
    assert body_text(html) == text


@pytest.mark.parametrize(
    "quote",
    [
        "On Mon, 2 Mar 2026 at 09:12, Ann <ann@x.example> wrote:\n> My PIN is 4711",
        "Von: Ann <ann@x.example>\nGesendet: 2. März 2026\nAn: Support\nBetreff: PIN\n\nMeine PIN ist 4711",
        "> Le 2 mars 2026 à 09:12, Ann <ann@x.example> a écrit :\n>\n> Mon code est 4711",
    ],
)
def test_what_a_plain_mail_quotes_of_a_customer_is_no_answer_to_others(quote: str) -> None:
    ticket = {
        "id": 1, "status": "closed", "requester_id": 20,
        "comments": [
            {"id": 1, "public": True, "author_id": 20, "body": "It does not start at all."},
            {"id": 2, "public": True, "author_id": 30, "body": f"Hold it for ten seconds.\n\n{quote}"},
        ],
    }  # fmt: skip
    found = documents(list(zendesk.documents(ticket, "here")))["zendesk:ticket:1"]

    assert [p.text for p in passages(found)] == ["It does not start at all.", "Hold it for ten seconds."]


def test_values_of_any_kind_become_ours() -> None:
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    for given in ("2026-01-01T00:00:00Z", "2026-01-01 00:00:00 UTC", "2026-01-01", 1767225600, 1767225600000):
        assert moment(given) == new_year
    assert [moment(x) for x in (None, "", "soon", 0, True, 1e300, "nan")] == [None] * 7
    assert [language(x) for x in ("en-us", "pt_BR", "de", "English", None)] == ["en-US", "pt-BR", "de", None, None]
    assert [rating(x) for x in ("good_with_comment", "bad", "offered", 3, "9")] == [5, 1, None, 3, None]
    assert [flag(x) for x in (True, "0", 1, "maybe", None)] == [True, False, True, None, None]
    assert tags(["a", "a", {"name": "b"}, "x" * 70]) == ["a", "b", "x" * 64]
    names = ("Channel::WebWidget", "facebook feed post", "twitter status", "Channel::TwilioSms", "api", None)
    assert [channel(x) for x in names] == ["chat", "messenger", "x", "sms", "other", "other"]


def _spoiled(value: Any, by: random.Random) -> Any:
    """The same with some values replaced by others of any kind."""
    if by.random() < 0.08:
        return by.choice(
            [None, True, 0, -1, 1e308, "", "x", "\ud800", [], [None], {}, {"id": []}, ["a"], [{}], "9" * 400]
        )
    if isinstance(value, dict):
        return {key: _spoiled(inner, by) for key, inner in value.items()}
    return [_spoiled(inner, by) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("reader", [zendesk, intercom, chatwoot, zammad])
def test_fields_of_any_kind_end_no_reading(reader: ModuleType) -> None:
    objects = [
        item
        for file in sorted(EXPORTS.glob(f"{reader.__name__.rpartition('.')[2]}*"))
        for _, item in items(file, file.name)
        if isinstance(item, dict)
    ]
    by = random.Random(7)
    for _ in range(300):
        for item in objects:
            spoiled = _spoiled(item, by)
            if isinstance(spoiled, dict):
                shape_of(spoiled)
                for read in reader.documents(spoiled, "here"):
                    assert isinstance(read, Article | Resolution | Unreadable | LeftOut)
                    if isinstance(read, Article | Resolution):
                        read.model_dump_json()
