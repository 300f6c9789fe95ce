"""``copilot demo | serve | ingest | reindex | train | search | assist | keys | check``."""

import asyncio
import errno
import os
import sys
from argparse import Namespace
from collections.abc import Coroutine, Sequence
from typing import Any

from copilot.cli.arguments import parser
from copilot.errors import CopilotError, InvalidInput, UserError
from copilot.settings import Settings, load_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0, 1 where something failed, 2 for what the user must change."""
    args = parser().parse_args(argv)
    try:
        settings = load_settings()
        if args.command not in ("demo", "serve"):
            # These run the app in this process where no service runs, and its log isn't what they are for.
            settings = settings.model_copy(update={"log_level": "error"})
        return asyncio.run(_run(args, settings))
    except (UserError, InvalidInput) as e:
        return _say(str(e), 2)
    except CopilotError as e:
        return _say(str(e), 1)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130
    except BrokenPipeError:
        # Who read our output has gone; keep the interpreter from writing the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as e:
        # A disk that is full, a folder without rights: not ours to mend. Without a file's name it may be a bug.
        if e.filename is None and e.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return _say(": ".join(str(part) for part in (e.filename, e.strerror) if part), 1)


async def _run(args: Namespace, settings: Settings) -> int:
    from copilot.api.logs import configure_logging

    configure_logging(settings.log_level)
    return await _command(args, settings)


def _command(args: Namespace, settings: Settings) -> Coroutine[Any, Any, int]:
    """The coroutine of a command; each imports only what it needs."""
    if args.command in ("demo", "serve"):
        from copilot.cli import run

        return run.demo(settings) if args.command == "demo" else run.serve(settings)
    if args.command == "ingest":
        from copilot.cli.ingest import Asked, ingest

        form = None if args.format == "auto" else args.format
        asked = Asked(args.path, form, args.mapping, args.source, args.keep_missing, args.id_prefix)
        return ingest(settings, asked, args.tenant)
    if args.command == "reindex":
        from copilot.cli.reindex import reindex

        return reindex(settings, args.model, args.queries, switch=not args.compare_only)
    if args.command == "train":
        from copilot.cli.train import train

        return train(settings, args.tenant)
    if args.command == "search":
        from copilot.cli.search import body_of, filters_of, search

        body = body_of(
            args.query,
            args.conversation,
            kinds=args.kinds,
            audience=args.audience,
            filters=filters_of(args.tags, args.language, args.segments),
            limit=args.limit,
            below_floor=args.below_floor,
            explain=args.explain,
        )
        return search(settings, body, args.tenant, as_json=args.as_json)
    if args.command == "assist":
        from copilot.cli.show import assist

        return assist(settings, args.file, args.tenant, as_json=args.as_json)
    if args.command == "keys":
        from copilot.cli import keys

        if args.keys_command == "create":
            return keys.create(settings, args.tenant, args.role, args.label)
        if args.keys_command == "list":
            return keys.show(settings, args.tenant)
        return keys.revoke(settings, args.key_id)
    from copilot.cli import check

    return check.warm(settings) if args.warm else check.check(settings)


def _say(line: str, code: int) -> int:
    sys.stderr.write(f"copilot: {line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
