"""``copilot search``: what retrieval finds for a question or a conversation, and with ``--explain`` why."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copilot.cli.reach import service
from copilot.cli.show import load, post, print_line, quiet, shorten, to_console
from copilot.errors import UserError
from copilot.settings import Settings
from retrieval.segments import SEGMENTS


async def search(settings: Settings, asked: "dict[str, Any]", tenant: str | None, *, as_json: bool) -> int:
    """Print what is found for a body of ``POST /v1/search``, best first."""
    async with service(settings, tenant, make_folder=False, progress=quiet) as http:
        found = await post(http, "/v1/search", asked)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    console = to_console()
    for n, passage in enumerate(found["passages"], 1):
        marks = [f"[{name.replace('_', ' ')}]" for name in ("below_floor", "other_language") if passage[name]]
        if passage["visibility"] == "internal":
            marks.append("[internal]")
        head = f"{passage['relevance']:.2f}  {passage['kind']} {passage['source_id']}: {passage['title']}"
        print_line(console, f"{n:>2}. {' '.join((head, *marks))}", "bold")
        print_line(console, "      " + shorten(passage["text"], 300))
        if passage["explain"]:
            print_line(console, "      " + _explained(passage["explain"]), "dim")
    if not found["passages"]:
        print_line(console, f"nothing found ({found.get('reason') or 'no reason given'})")
    if asked.get("explain") and found["timings_ms"]:
        told = ", ".join(f"{stage} {ms:.1f}" for stage, ms in found["timings_ms"].items())
        print_line(console, f"milliseconds: {told}", "dim")
    return 0


def body_of(query: str | None, conversation: Path | None, **options: Any) -> dict[str, Any]:
    """The body of ``POST /v1/search``; options that are None or empty are left out. Raises UserError."""
    body = {name: value for name, value in options.items() if value}
    if (query is None) == (conversation is None):
        raise UserError("give a question, or --conversation FILE.json")
    if conversation is None:
        return body | {"query": query}
    data = load(conversation)
    if isinstance(data, dict) and "conversation" in data:
        data = data["conversation"]
    return body | {"conversation": data}


def filters_of(tags: Sequence[str], language: str | None, segments: Sequence[str]) -> dict[str, Any]:
    """The ``filters`` of a search; ``segments`` are ``brand=NAME`` and the like. Raises UserError."""
    pairs = [(kind.strip(), name.strip()) for kind, _, name in (given.partition("=") for given in segments)]
    if bad := next((kind for kind, name in pairs if kind not in SEGMENTS or not name), None):
        raise UserError(f"--for takes {', '.join(f'{kind}=NAME' for kind in SEGMENTS)}; this is '{bad}'")
    given = {"tags": list(tags), "language": language, "segments": dict(pairs)}
    return {name: value for name, value in given.items() if value}


def _explained(why: dict[str, Any]) -> str:
    def half(name: str, title: str, digits: int) -> str:
        score, rank = why[f"{name}_score"], why[f"{name}_rank"]
        if score is None:
            return f"{title} not asked"
        return f"{title} {score:.{digits}f} ({f'rank {rank}' if rank else 'not among its best'})"

    parts = [half("dense", "meaning", 3), half("bm25", "words", 2), f"fused {why['fused']:.3f}"]
    if why["weight"] != 1:
        parts.append(f"weight {why['weight']:.2f}")
    if why["contradicted_by"]:
        parts.append(f"contradicted by the newer article {why['contradicted_by']}")
    return f"pool {why['pool']}s; {', '.join(parts)}; filters: {', '.join(why['filters'])}"
