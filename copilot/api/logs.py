"""Logs as one JSON object a line on stderr: who, where, how long; never what was said."""

import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import PurePath

import structlog


class _Stderr:
    """Writes to whatever stderr is at that moment (it may be replaced while we run)."""

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = msg


def configure_logging(level: str) -> None:
    """Set up structlog for this process; ``level`` as in ``COPILOT_LOG_LEVEL``."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: _Stderr(),
        cache_logger_on_first_use=False,
    )


def log_bug(exc: BaseException, **more: object) -> None:
    """Note an error that is ours, with the places it came through."""
    structlog.get_logger().error("bug", error=type(exc).__name__, at=_where_raised(exc), **more)


def log_outage(exc: BaseException) -> None:
    """Note what doesn't answer or is full, in the words of our own errors: they hold nothing of a request."""
    structlog.get_logger().warning("unavailable", problem=str(exc)[:500])


def _where_raised(exc: BaseException, last: int = 6) -> Sequence[str]:
    """The innermost places of a traceback as ``file:line function``.

    The message of the error is left out on purpose: libraries quote the value they choked on, and that may be a
    customer's words.
    """
    frames = traceback.extract_tb(exc.__traceback__)[-last:]
    return [f"{'/'.join(PurePath(f.filename).parts[-2:])}:{f.lineno} {f.name}" for f in frames]
