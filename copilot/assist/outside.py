"""Text from outside on its way into a prompt: what nobody sees goes first, so that nothing hides from the fences."""

import prompts
from retrieval.visible import visible


def plain(text: str) -> str:
    """``text`` without anything that nobody sees, opens a tag or a chat template's turn."""
    return prompts.plain(visible(text))


def fence(tag: str, text: str, **attributes: object) -> str:
    """``text`` as data between tags that nothing inside, and no attribute, can open or close."""
    seen = {k: visible(v) if isinstance(v, str) else v for k, v in attributes.items()}
    return prompts.fence(tag, visible(text), **seen)
