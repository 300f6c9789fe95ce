"""The table of what comes out for the sample company."""

from copilot.domain import ActionEvidence, Answer, Citation, Conversation, NextAction, Reason, Reply
from evals.sample import in_full, table
from retrieval.documents import Message

ASKED = Conversation(
    id="conv-1",
    channel="chat",
    messages=(
        Message(author="customer", text="How long | to return?"),
        Message(author="agent", text="Limit GW-77.", private=True),
    ),
)
CITED = Citation(
    passage_id="article:returns#0",
    kind="article",
    source_id="returns",
    title="Returns",
    quote="Within 30 days.",
    start=4,
    end=19,
)
ANSWER = Answer(
    id="a",
    mode="no_llm",
    replies=(Reply(id="a-a", text="Hi, Within 30 days.", origin="extractive", confidence=0.84, citations=(CITED,)),),
    next_actions=(
        NextAction(
            action="label",
            label="Create a label",
            confidence=0.5,
            reason="",
            evidence=ActionEvidence(similar=1, did_this=1, reopened=0),
        ),
    ),
)
SILENT = Answer(id="b", mode="no_llm", reasons=(Reason(stage="retrieval", code="small_talk", detail=""),))


def test_a_row_says_what_was_asked_what_is_quoted_on_what_and_what_is_to_be_done() -> None:
    row = table([(ASKED, ANSWER)]).splitlines()[-1]
    cells = "How long \\| to return? | Within 30 days. | 0.84 | Returns (article) | Create a label (0.50)"
    assert row == f"| conv-1 (chat) | {cells} |"


def test_silence_is_told_with_its_reason() -> None:
    assert "none: `small_talk`" in table([(ASKED, SILENT)])


def test_in_full_every_reply_is_shown_and_no_private_note() -> None:
    text = in_full([(ASKED, ANSWER)])
    assert "Hi, Within 30 days." in text
    assert "GW-77" not in text
