"""Sentences made to fit a line."""

import re


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def short(text: str, most: int) -> str:
    """One line of at most ``most`` characters, cut between words."""
    text = one_line(text)
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0].rstrip(",;:") + "..."


def stacked(*lines: str) -> str:
    """At most three lines; empty ones are left out."""
    return "\n".join([line for line in lines if line][:3])
