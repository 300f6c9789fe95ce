"""What comes out for the sample company, without a language model: ``python -m evals.sample [--full] [--keep FOLDER]``.

Prints a table in Markdown, a row for each of its live conversations; with ``--full`` every reply, summary and action as
a lead of support would read them.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from copilot.api.logs import configure_logging
from copilot.demo import TENANT, load, read_conversations
from copilot.domain import Answer, AssistRequest, Caller, Conversation, Customer, Reply
from copilot.errors import UserError
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble

CALLER = Caller(tenant=TENANT, role="agent", key_id="evals")
_HEAD = """# What comes out

For each live conversation of the sample company, without a language model: what the customer wrote last, what the first
reply quotes, its confidence, what it rests on, and the next actions. Made by `python -m evals.sample`; `--full` prints
every reply, summary and action."""
_WIDTH = 150
"""Characters of a quotation in the table."""


async def run(folder: Path) -> list[tuple[Conversation, Answer]]:
    """Load the sample into ``folder``, unless it is there, and ask for every conversation."""
    own = {"data_dir": folder, "log_level": "warning", "llm_url": None, "llm_model": None}
    settings = load_settings().model_copy(update=own | {"qdrant_url": None, "redis_url": None})
    async with assemble(settings) as parts:
        await load(parts, folder, _progress)
        return [(c, await ask(parts, c, customer)) for c, customer in read_conversations()]


async def ask(parts: Parts, conversation: Conversation, customer: str | None) -> Answer:
    request = AssistRequest(conversation=conversation, customer=Customer(id=customer) if customer else None)
    return await parts.assistant.answer(CALLER, request)


def table(answers: Sequence[tuple[Conversation, Answer]]) -> str:
    """A row for each conversation: what is asked, what is said first and on what it rests, what is to be done."""
    rows = [
        "| conversation | the customer wrote last | first reply | confidence | rests on | next actions |",
        "|---|---|---|---|---|---|",
    ]
    for conversation, answer in answers:
        first = answer.replies[0] if answer.replies else None
        asked = next((m.text for m in reversed(conversation.messages) if m.author == "customer"), "")
        said = _short(_told(first)) if first else "none: " + ", ".join(f"`{r.code}`" for r in answer.reasons)
        cells = [
            f"{conversation.subject or conversation.id} ({conversation.channel})",
            _short(asked),
            said,
            f"{first.confidence:.2f}" if first else "",
            ", ".join(dict.fromkeys(f"{c.title} ({c.kind})" for c in first.citations)) if first else "",
            ", ".join(f"{a.label} ({a.confidence:.2f})" for a in answer.next_actions),
        ]
        rows.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(rows)


def in_full(answers: Sequence[tuple[Conversation, Answer]]) -> str:
    """Everything, conversation by conversation."""
    out: list[str] = []
    for conversation, answer in answers:
        codes = ", ".join(r.code for r in answer.reasons) or "no reason"
        out.append(f"## {conversation.subject or conversation.id} ({conversation.channel}): {answer.mode}, {codes}")
        out += [f"{m.author}: {' '.join(m.text.split())}" for m in conversation.messages if not m.private]
        for reply in answer.replies:
            cited = ", ".join(dict.fromkeys(c.source_id for c in reply.citations)) or "nothing"
            failed = "".join(f"\n  ! {c.kind}: {c.detail}" for c in reply.checks if not c.ok)
            text = reply.text.replace("\n", "\n  ")
            out.append(f"[{reply.confidence:.2f}] {reply.id[-1]}, rests on {cited}{failed}\n  {text}")
        if answer.summary:
            out.append("summary: " + " / ".join(answer.summary.text.splitlines()))
        out += [
            f"action: {a.label} ({a.confidence:.2f}) {a.arguments} missing {a.missing}" for a in answer.next_actions
        ]
        out.append("")
    return "\n".join(out)


def _told(reply: Reply) -> str:
    """What a reply quotes; all of it where it quotes nothing."""
    return " ".join(dict.fromkeys(c.quote for c in reply.citations)) or reply.text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3].rsplit(" ", 1)[0] + "..."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _progress(done: int, of: int) -> None:
    print(f"loaded {done} of {of} documents", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.sample", description=__doc__)
    parser.add_argument("--full", action="store_true", help="print every reply, summary and action")
    parser.add_argument("--keep", type=Path, help="a folder for the loaded sample, which a later run uses again")
    told = parser.parse_args()
    configure_logging("warning")
    try:
        with ExitStack() as closing:
            folder = told.keep or Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="copilot-evals-")))
            folder.mkdir(parents=True, exist_ok=True)
            answers = asyncio.run(run(folder))
    except (UserError, OSError) as e:
        print(f"evals.sample: {e}", file=sys.stderr)
        return 2
    print(in_full(answers) if told.full else f"{_HEAD}\n\n{table(answers)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
