"""Words for the model: one file per prompt and version. Takes plain values, knows nobody."""

from functools import cache
from importlib.resources import files


@cache
def system(name: str) -> str:
    """The text of a prompt file, such as ``reply.v1``: the same for every request, so that providers can cache it."""
    return (files(__name__) / f"{name}.md").read_text(encoding="utf-8").strip()


def fence(tag: str, text: str, **attributes: object) -> str:
    """``text`` from outside as data: between tags that nothing inside can open or close, as no ``<`` is left in it."""
    head = "".join(f' {k}="{_plain(str(v))}"' for k, v in attributes.items() if v not in (None, ""))
    return f"<{tag}{head}>\n{_no_tags(text)}\n</{tag}>"


def _no_tags(text: str) -> str:
    return text.replace("<", "‹")


def _plain(value: str) -> str:
    return _no_tags(" ".join(value.split())).replace('"', "'").replace(">", "›")[:200]
