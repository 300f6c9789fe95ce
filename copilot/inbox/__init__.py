"""The agent's page: plain HTML, CSS and JavaScript, served by us."""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
"""Holds ``index.html``, which is served at ``/``, and what it loads, which is served under ``/static/``."""
