"""The sample company, loaded once and kept: nothing is sent again while the sample is unchanged."""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from copilot.assist.assistant import Assistant
from copilot.assist.drafts import Drafts
from copilot.domain import ActionSpec, Caller, Conversation, Customer, Policy
from copilot.drafting import DraftRequest
from copilot.wiring import Parts
from retrieval.documents import Article, Kind, Resolution
from retrieval.scope import Scope
from retrieval.sources import LeftOut, Unreadable
from retrieval.sources.folder import read_folder
from retrieval.sources.ndjson import read_ndjson

SAMPLE = Path(__file__).parent / "sample"
TENANT = "pellworth"
BATCH = 32
WITH_BOT = ("conv-0005", "conv-0010", "conv-0015")
"""Conversations in which the company's own bot has answered, and asks what to do next: it is told to hand over."""
LATEST_AGO = timedelta(minutes=4)
"""How old the newest live message is made to look."""

Progress = Callable[[int, int], None]
"""Called with how many documents are done, of how many."""


async def load(parts: Parts, folder: Path, progress: Progress, *, sample: Path = SAMPLE) -> bool:
    """Bring the sample company in; False where it was there already and nothing was touched.

    ``folder``: where we note what was loaded. What the agents wrote meanwhile stays until the sample changes.
    """
    note = folder / "demo.json"
    wanted = f"{digest(sample)} {parts.embedder.fingerprint}"
    before = _note(note)
    if before.get("digest") == wanted and await parts.conversations.list(TENANT, limit=1):
        return False
    documents = list(read_sample(sample))
    scope = Scope(tenant=TENANT)
    for start in range(0, len(documents), BATCH):
        progress(start, len(documents))
        await parts.knowledge.put_many(scope, documents[start : start + BATCH])
    ids: dict[Kind, list[str]] = {
        "article": [d.id for d in documents if isinstance(d, Article)],
        "resolution": [d.id for d in documents if isinstance(d, Resolution)],
    }
    for kind, known in ids.items():
        for gone in set(before.get(kind, ())) - set(known):
            await parts.knowledge.delete(scope, kind, gone)
    progress(len(documents), len(documents))
    await _load_state(parts, sample)
    _write_private(note, json.dumps({"digest": wanted, **ids}))
    return True


async def agent_key(parts: Parts, folder: Path) -> str:
    """The demo's own agent key: the one of the last start where it is still good."""
    file = folder / "demo-key"
    with contextlib.suppress(OSError):
        key = file.read_text().strip()
        caller = await parts.keys.resolve(key)
        if caller is not None and (caller.tenant, caller.role) == (TENANT, "agent"):
            return key
    _, key = await parts.keys.create(TENANT, "agent", "demo")
    _write_private(file, key + "\n")
    return key


def read_sample(sample: Path = SAMPLE) -> Iterator[Article | Resolution]:
    """Every document of the sample. Raises RuntimeError for one that can't be read: that is a bug in the sample."""
    resolutions = (
        d for file in sorted((sample / "resolutions").glob("*.jsonl")) for d in read_ndjson(file, "resolution")
    )
    for source in (read_folder(sample / "articles"), resolutions):
        for document in source:
            if isinstance(document, Unreadable | LeftOut):
                raise RuntimeError(f"the sample is broken: {document.where}: {document.reason}")  # noqa: TRY004
            yield document


def read_conversations(sample: Path = SAMPLE) -> list[tuple[Conversation, str | None]]:
    """The live conversations, each with its customer's id, in the times of the files."""
    files = sorted((sample / "conversations").glob("*.json"))
    read = [json.loads(file.read_text("utf-8")) for file in files]
    return [(Conversation.model_validate(one["conversation"]), one.get("customer_id")) for one in read]


def shifted(
    conversations: Sequence[tuple[Conversation, str | None]], now: datetime
) -> list[tuple[Conversation, str | None]]:
    """The same, moved in time so that the newest message is a few minutes old."""
    newest = max((m.sent_at for c, _ in conversations for m in c.messages if m.sent_at), default=now - LATEST_AGO)
    by = now - LATEST_AGO - newest
    out = []
    for conversation, customer_id in conversations:
        messages = tuple(
            m.model_copy(update={"sent_at": m.sent_at + by}) if m.sent_at else m for m in conversation.messages
        )
        out.append((conversation.model_copy(update={"messages": messages}), customer_id))
    return out


def digest(sample: Path = SAMPLE) -> str:
    """Of every file's name and bytes."""
    total = hashlib.sha256()
    for file in sorted(p for p in sample.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        content = hashlib.sha256(file.read_bytes()).digest()
        total.update(file.relative_to(sample).as_posix().encode() + b"\0" + content)
    return total.hexdigest()


async def _load_state(parts: Parts, sample: Path) -> None:
    """Policy, catalogue, customers and live conversations."""
    await parts.policies.put(TENANT, Policy.model_validate_json((sample / "policy.json").read_bytes()))
    for spec in TypeAdapter(list[ActionSpec]).validate_json((sample / "actions.json").read_bytes()):
        await parts.catalogue.put(TENANT, spec)
    for customer in TypeAdapter(list[Customer]).validate_json((sample / "customers.json").read_bytes()):
        assert customer.id, "customers of the sample have ids"
        await parts.customers.put(TENANT, customer.id, customer)
    await _load_conversations(parts, sample)
    await _ask_as_bot(parts)


async def _load_conversations(parts: Parts, sample: Path) -> None:
    for conversation, customer_id in shifted(read_conversations(sample), datetime.now(UTC)):
        await parts.conversations.put(TENANT, conversation, customer_id)
        if conversation.id and conversation.messages[-1].author == "customer":
            parts.live.wrote(TENANT, conversation.id)


async def _ask_as_bot(parts: Parts) -> None:
    """As the company's bot does. No model is asked: loading waits for none."""
    assistant = Assistant(parts.retriever, None, parts.policies, parts.catalogue, parts.customers, parts.conversations)
    drafts = Drafts(assistant, parts.policies, parts.conversations, parts.customers, parts.bots)
    for name in WITH_BOT:
        stored = await parts.conversations.get(TENANT, name)
        known = await parts.customers.get(TENANT, stored.customer_id) if stored and stored.customer_id else None
        if stored is not None and (await parts.bots.state(TENANT, name)).handed_over is None:
            customer = Customer(id=known.id, verified=known.verified) if known else None
            caller = Caller(tenant=TENANT, role="bot", key_id="demo")
            await drafts.draft(caller, DraftRequest(conversation_id=name, customer=customer))


def _note(file: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(file.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _write_private(file: Path, text: str) -> None:
    """In one step, readable by us alone."""
    new = file.with_name(file.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
    new.replace(file)
