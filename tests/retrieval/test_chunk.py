"""Documents become passages: nothing lost, nothing too long, everything verbatim."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.blocks import Block
from retrieval.chunk import digest, embedding_text, passages
from retrieval.documents import ActionDone, Article, Message, Outcome, Resolution
from retrieval.pack import FULL, LIMIT, pack
from retrieval.size import size, split

WORDS = [
    "order",
    "refund",
    "parcel",
    "E5",
    "Rückgabe",
    "the",
    "and",
    "30",
    "days.",
    "Please?",
    "12.90",
    "https://a.example/long/path",
]
word = st.sampled_from(WORDS)
line = st.lists(word, min_size=1, max_size=60).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    out: list[Block] = []
    for n in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from([(), (f"Part {n}",), (f"Part {n}", f"{n}. Step"), ("Part", f"How {n}?")]))
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(["paragraph", "item", "code", "table"]))
            if kind == "table":
                out.append(Block("header", draw(st.lists(word, min_size=2, max_size=4).map(" | ".join)), path))
                rows = draw(st.lists(line, min_size=1, max_size=6))
                out += [Block("row", row, path, tight=True) for row in rows]
            elif kind == "paragraph":
                out.append(Block("paragraph", draw(line), path))
            elif kind == "item":
                items = draw(st.lists(line, min_size=1, max_size=4))
                out += [Block("item", f"- {item}", path, tight=n > 0) for n, item in enumerate(items)]
            else:
                out.append(Block("code", "\n".join(draw(st.lists(line, min_size=1, max_size=8))), path))
    return out


@given(blocks())
def test_no_word_is_lost_and_none_is_added(given_blocks: list[Block]) -> None:
    headings = {part for b in given_blocks for part in b.path}
    headers = {b.text for b in given_blocks if b.kind == "header"}
    content = [b for b in given_blocks if b.kind != "header"]
    packed = "\n".join(p.text for p in pack(given_blocks))
    assert not Counter(w for b in content for w in b.text.split()) - Counter(packed.split())
    whole = " ".join(b.text for b in given_blocks)
    for line_ in packed.split("\n"):
        known = " ".join(line_.split()) in " ".join(whole.split())
        assert known or line_ in headers or set(line_.split(" > ")) <= headings


@given(blocks())
def test_no_passage_is_over_the_limit_or_empty(given_blocks: list[Block]) -> None:
    for piece in pack(given_blocks):
        assert piece.text.strip()
        assert size(piece.text) <= FULL + LIMIT / 2


@given(blocks())
def test_list_steps_and_rows_stay_whole(given_blocks: list[Block]) -> None:
    texts = [p.text for p in pack(given_blocks)]
    for block in given_blocks:
        if block.kind in ("item", "row") and size(block.text) <= LIMIT:
            assert any(block.text in text for text in texts)


@given(st.lists(line, min_size=1, max_size=12).map("\n".join), st.integers(3, 80))
def test_splitting_is_verbatim_and_complete(text: str, limit: int) -> None:
    pieces = split(text, limit)
    at = 0
    for piece in pieces:
        found = text.index(piece, at)
        assert not text[at:found].strip()
        at = found + len(piece)
        assert size(piece) <= limit
    assert not text[at:].strip()


def test_text_without_spaces_is_split_too() -> None:
    pieces = split("配送状況を確認する" * 200, 100)
    assert "".join(pieces) == "配送状況を確認する" * 200
    assert all(size(p) <= 100 for p in pieces)


def article(body: str, **more: object) -> Article:
    return Article.model_validate({"id": "a/1", "title": "Returning an order", "body": body, **more})


def test_a_passage_knows_its_title_section_and_document() -> None:
    body = "# Returning an order\n\n## How long?\n\nYou have 30 days.\n\n## What does it cost?\n\nNothing."
    until = datetime(2027, 1, 1, tzinfo=UTC)
    first, second = passages(article(body, url="https://h.example/r", tags=("returns",), valid_until=until))
    assert (first.id, first.section, first.text) == ("article:a/1#0", "How long?", "You have 30 days.")
    assert (second.id, second.section) == ("article:a/1#1", "What does it cost?")
    assert embedding_text(first) == "Returning an order > How long?\nYou have 30 days."
    assert (first.language, first.tags, first.valid_until) == ("en", ("returns",), until)


def test_small_sections_and_numbered_steps_share_a_passage_and_questions_do_not() -> None:
    steps = "".join(f"## {n}. Step\n\n{'Turn the tap slowly and wait for water. ' * 3}\n\n" for n in (1, 2, 3))
    (together,) = passages(article(steps))
    assert together.text.startswith("1. Step\n\nTurn")
    assert "\n\n3. Step\n\n" in together.text
    assert len(passages(article("## Where?\n\nHere.\n\n## When?\n\nNow."))) == 2


def test_a_lead_in_stays_with_its_list_and_a_header_with_its_rows() -> None:
    filler = "Words that fill the passage up to its end. " * 10
    lead, steps = passages(article(f"{filler}\n\nDo this:\n\n" + "".join(f"- {'step ' * 40}\n" for _ in "ab")))[:2]
    assert "Do this:" not in lead.text
    assert steps.text.startswith("Do this:\n\n- step")
    table = "| Part | Years |\n|--|--|\n" + "".join(f"| {'burr ' * 20} | {n} |\n" for n in range(12))
    tables = passages(article(table))
    assert len(tables) > 1
    assert all(p.text.startswith("Part | Years\n") for p in tables)


@pytest.mark.parametrize("body", ["![a picture](a.png)", "<script>alert(1)</script>", "<!-- later -->", "***"])
def test_an_article_without_text_is_refused_in_words(body: str) -> None:
    with pytest.raises(ValueError, match="no text after cleaning"):
        passages(article(body))


def resolution(*messages: Message, **more: object) -> Resolution:
    return Resolution.model_validate({"id": "r-1", "messages": messages, **more})


THREAD = (
    Message(author="customer", text="Hi"),
    Message(author="bot", text="It sounds like your machine needs descaling!"),
    Message(author="customer", text="Hello,\n\nmy Arc shows E5 and stays cold.\n\nKind regards\nGwen\n\n> old mail"),
    Message(author="agent", text="Can you tell me the serial number?"),
    Message(author="agent", text="Ask Owen, she rang twice.", private=True),
    Message(author="customer", text="AP-3117"),
    Message(author="agent", text="Hello Gwen,\n\nE5 is the sensor. The repair is free.\n\nBest wishes\nMaya"),
    Message(author="customer", text="Great, thanks!"),
)


def test_a_resolution_is_a_problem_and_an_answer() -> None:
    closed = datetime(2026, 2, 25, tzinfo=UTC)
    problem, answer = passages(
        resolution(
            *THREAD,
            subject="Arc cold",
            channel="email",
            customer_id="cus-1",
            actions=(ActionDone(action="book_repair"), ActionDone(action="book_repair")),
            outcome=Outcome(rating=5, closed_at=closed),
        )
    )
    assert (problem.id, problem.side) == ("resolution:r-1#0", "problem")
    assert problem.text == "my Arc shows E5 and stays cold.\n\nAP-3117"
    assert (answer.id, answer.side) == ("resolution:r-1#1", "answer")
    assert answer.text == "E5 is the sensor. The repair is free."
    assert answer.metadata == {
        "channel": "email",
        "solved": True,
        "reopened": False,
        "rating": 5,
        "closed_at": int(closed.timestamp()),
        "actions": ["book_repair"],
        "customer_id": "cus-1",
    }
    assert problem.metadata == {**answer.metadata, "answer": answer.text}
    assert embedding_text(problem).startswith("Arc cold\nmy Arc")
    assert problem.valid_from == closed  # not found by those who ask how things stood before


def test_an_unsolved_resolution_has_no_answer() -> None:
    (problem,) = passages(resolution(*THREAD, outcome=Outcome(solved=False)))
    assert problem.side == "problem"
    assert "answer" not in problem.metadata


def test_without_a_subject_the_title_is_how_the_customer_began() -> None:
    problem, _ = passages(resolution(*THREAD))
    assert problem.title == "my Arc shows E5 and stays cold."
    assert embedding_text(problem) == problem.text  # not said twice


def test_what_a_help_desk_should_have_filled_in_is_in_no_answer() -> None:
    answer = (
        "Hi {{ticket.requester.first_name}},\nwe have corrected it. Your ticket {{ ticket.id }} is closed.\n"
        "Put {{ order.name }} into the template.\n\nBest regards,\n#{agent.firstname}"
    )
    question = Message(author="customer", text="What does {{ticket.id}} in my template stand for?")
    found = Resolution(id="r", messages=(question, Message(author="agent", text=answer)))

    assert [p.text for p in passages(found)] == [
        "What does {{ticket.id}} in my template stand for?",
        "we have corrected it.\nPut {{ order.name }} into the template.",
    ]


def test_notes_and_bots_are_in_no_passage() -> None:
    everything = " ".join(p.text for p in passages(resolution(*THREAD)))
    assert "Owen" not in everything
    assert "descaling" not in everything


def test_a_resolution_in_which_no_customer_speaks_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no words of a customer"):
        passages(resolution(Message(author="agent", text="Are you there? Your order is on its way to you.")))


def test_the_digest_changes_with_what_is_said_and_not_with_when() -> None:
    plain = article("Text.")
    assert digest(plain) == digest(article("Text."))
    assert digest(plain) == digest(article("Text.", updated_at=datetime(2026, 1, 1, tzinfo=UTC)))
    changed = [
        article("Text!"),
        article("Text.", title="Other"),
        article("Text.", tags=("a",)),
        article("Text.", visibility="internal"),
        article("Text.", valid_until=datetime(2026, 1, 1, tzinfo=UTC)),
        article("Text.", format="text"),
    ]
    assert len({digest(plain), *(digest(a) for a in changed)}) == 1 + len(changed)
