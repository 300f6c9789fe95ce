"""The words of the command line."""

import argparse
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import get_args

from copilot.domain import Role
from retrieval.scope import Audience

FORMATS = ("folder", "ndjson", "csv", "zendesk", "intercom", "chatwoot", "zammad")
"""As in retrieval/sources/shape.py, which is not loaded for every command."""


def parser() -> argparse.ArgumentParser:
    """The parser of ``copilot``; ``command`` (and ``keys_command``) say what was asked for."""
    top = argparse.ArgumentParser(
        prog="copilot", description="A copilot for customer-support teams, on your own knowledge.", allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=f"copilot {_version()}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, allow_abbrev=False)

    command("demo", "Serve a sample company, in ./.demo unless COPILOT_DATA_DIR says where.")
    command("serve", "Serve the API and the inbox page.")

    ingest = command(
        "ingest",
        "Put knowledge in: pages, tables, help-desk exports. Safe to repeat: only what changed is embedded, and what "
        "is no longer there is removed.",
    )
    ingest.add_argument(
        "path", type=Path, help="a folder of Markdown or HTML, a CSV table, an export, or a folder of them"
    )
    ingest.add_argument(
        "--format", choices=("auto", *FORMATS), default="auto", help="what it is (default: as it looks)"
    )
    ingest.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", dest="mapping",
        help="which column of a table is what: title and body, or problem and answer; once for each field",
    )  # fmt: skip
    ingest.add_argument("--source", metavar="NAME", help="what it is mirrored by (default: its absolute path)")
    ingest.add_argument(
        "--id-prefix", metavar="NAME", help="what all ids begin with: for a second account of the same help desk"
    )
    ingest.add_argument("--keep-missing", action="store_true", help="remove nothing that is no longer there")
    _tenant(ingest)

    search = command("search", "Show what retrieval finds for a question.")
    search.add_argument("query", type=_text, nargs="?")
    search.add_argument("--conversation", type=Path, help="JSON: ask what its messages ask; - for stdin")
    search.add_argument("--kind", choices=("article", "resolution"), action="append", default=[], dest="kinds")
    search.add_argument("--audience", choices=get_args(Audience), help="who will read it (default: agent)")
    search.add_argument(
        "--tag", type=_text, action="append", default=[], dest="tags", help="only with any of these tags"
    )
    search.add_argument(
        "--for", type=_text, action="append", default=[], metavar="KIND=NAME", dest="segments",
        help="for whom: brand=NAME, market=NAME or plan=NAME; what is tagged for others is not found",
    )  # fmt: skip
    search.add_argument("--language", help="only in this language: en, de, pt-BR")
    search.add_argument("--limit", type=int, default=10, help="how many passages (default 10)")
    search.add_argument("--below-floor", action="store_true", help="also what isn't good enough, marked")
    search.add_argument("--explain", action="store_true", help="say how each came to its place")
    _tenant(search)
    _json(search)

    assist = command("assist", "Show replies, summary and next actions for a conversation.")
    assist.add_argument("file", type=Path, help="JSON: a conversation, or the body of POST /v1/assist; - for stdin")
    _tenant(assist)
    _json(assist)

    reindex = command("reindex", "Move all knowledge to another embedding model, while the service goes on.")
    reindex.add_argument("--model", required=True, help="a sentence-transformers model by path or hub name")
    reindex.add_argument(
        "--queries",
        type=Path,
        help="questions to compare the models on, one a line (default: some of the tenants' own)",
    )
    reindex.add_argument("--compare-only", action="store_true", help="build and compare, but don't switch")

    train = command("train", "Learn from the tenant's own resolutions which action comes next.")
    _tenant(train)

    keys = command("keys", "Make, list and revoke API keys.").add_subparsers(
        dest="keys_command", metavar="create|list|revoke", required=True
    )
    create = keys.add_parser("create", help="print a new key, once", allow_abbrev=False)
    create.add_argument("--tenant", required=True, help="whose key: 1-63 of a-z, 0-9, _ and -")
    create.add_argument("--role", required=True, choices=get_args(Role))
    create.add_argument("--label", type=_line, default="", help="what it is for; shown in the list")
    show = keys.add_parser("list", help="id, tenant, role, created, state and label of every key", allow_abbrev=False)
    show.add_argument("--tenant", help="only this tenant's")
    revoke = keys.add_parser("revoke", help="refuse a key from now on", allow_abbrev=False)
    revoke.add_argument("key_id", metavar="KEY_ID", help="as `keys list` shows it")

    check = command("check", "Say what is configured, what answers, what is missing and how to fix it.")
    check.add_argument("--warm", action="store_true", help="only get the embedding model ready, and say so")
    return top


def _text(given: str) -> str:
    try:
        given.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("not UTF-8 text") from None
    return given


def _line(given: str) -> str:
    if not _text(given).isprintable():
        raise argparse.ArgumentTypeError("one line of printable text, please")
    return given


def _tenant(to: argparse.ArgumentParser) -> None:
    to.add_argument("--tenant", help="whose; may be left out while there is only one")


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", dest="as_json", help="as JSON")


def _version() -> str:
    try:
        return version("agent-copilot")
    except PackageNotFoundError:
        return "(not installed)"
