"""Words for the model: one file per prompt and version. Takes plain values, knows nobody."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_BRACKETS = frozenset(
    chr(n) for n in range(0x80, 0x10000) if not 0xD800 <= n < 0xE000 and "<" in unicodedata.normalize("NFKC", chr(n))
) | set("˂ᐸ❮⟨〈〈≺⧼")
"""Characters that read as ``<`` or become one when a text is normalised."""
_OPENS = re.compile("|".join(map(re.escape, ("<", *sorted(_BRACKETS)))) + r"|&(?:lt|#0*60|#x0*3c);?", re.IGNORECASE)
_TAGS = re.compile(
    rf"(?:{_OPENS.pattern}|[‹«]|\\+u\{{?0*3c\}}?|\\+x3c|%(?:25)*3c)\s*(?:/|\\+/|%2f|&#0*47;|&sol;)?\s*"
    r"(?=\|?(?:passage|message|customer|history|candidate|known|draft|task|subject|summary|system|assistant|developer|user|"
    r"tool\w*|function\w*|instruct\w*|im_start|im_end|endoftext|sys)\b)",
    re.IGNORECASE,
)
"""What reads as a tag of ours or of a chat template's, its bracket spelt in any way."""
_TURNS = re.compile(
    r"\[(/?(?:INST|SYS(?:TEM)?(?:_PROMPT)?|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT))\]", re.IGNORECASE
)
"""Control words of chat templates that need no ``<``."""


@cache
def system(name: str) -> str:
    """The text of a prompt file, such as ``reply.v2``: the same for every request, so that providers can cache it."""
    return (files(__name__) / f"{name}.md").read_text(encoding="utf-8").strip()


def plain(text: str) -> str:
    """``text`` from outside without anything that opens a tag or a chat template's turn; the caller has taken out what
    nobody sees, which could stand between the letters of either."""
    return _TURNS.sub(r"(\1)", _OPENS.sub("‹", _no_tags(text)))


def _no_tags(text: str) -> str:
    usual = unicodedata.normalize("NFKC", text)
    if usual != text and _TAGS.search(usual):  # letters of another width
        text = usual
    return _TAGS.sub("(", text)


def fence(tag: str, text: str, **attributes: object) -> str:
    """``text`` from outside as data: between tags that nothing inside can open or close, as no ``<`` is left in it."""
    head = "".join(f' {k}="{_attribute(str(v))}"' for k, v in attributes.items() if v not in (None, ""))
    return f"<{tag}{head}>\n{plain(text)}\n</{tag}>"


def _attribute(value: str) -> str:
    return " ".join(plain(value).split()).replace('"', "'").replace(">", "›")[:200]
