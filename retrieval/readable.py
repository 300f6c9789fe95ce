"""How much of what people send is read: rules that look for things in a text must not be given any length of it."""

import re

MOST = 20_000
"""Characters of one message. A person's longest mails stay below; what is longer is a pasted log or an attack."""
_END = 5_000
"""Of them, those from its end, where what is asked often stands."""
_LONGEST_WORD = 1_000
"""Characters without a space. Patterns for addresses and codes take time by the square of this."""
_ENDLESS = re.compile(rf"(?<!\S)(\S{{{_LONGEST_WORD}}})\S+")


def readable(text: str) -> str:
    """The text as it is; endless words are cut, and of what is still too long the beginning and the end are kept."""
    text = _ENDLESS.sub(r"\1", text)
    return text if len(text) <= MOST else f"{text[: MOST - _END].rstrip()}\n\n{text[-_END:].lstrip()}"
