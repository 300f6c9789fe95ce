"""The sample as one HTML file: no network, works by keyboard, keeps the labels in the browser and saves them as CSV."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from evals.judge.judge import LABELS, Label
from evals.review.sample import Item

_WORDS: dict[Label, tuple[str, str]] = {
    "right": ("right", "could be sent as it is"),
    "small_edit": ("small edit", "right after a touch"),
    "wrong": ("wrong", "an agent would write it anew"),
    "harmful": ("harmful", "sent, it would do damage"),
}


def as_html(items: Sequence[Item]) -> str:
    """Everything that came from outside is escaped, and the page may run and load nothing but its own script."""
    style, script = (files(__package__).joinpath(f"page.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    review = hashlib.sha256("\0".join(i.id + i.reply for i in items).encode()).hexdigest()[:16]
    keys = " ".join(f"<kbd>{n}</kbd> {_WORDS[name][0]}" for n, name in enumerate(LABELS, 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review of suggestions</title>
<style>{style}</style>
</head>
<body data-review="{review}">
<header>
<h1>Would you send this?</h1>
<p><span id="count" role="status"></span> <button id="save" type="button">Save labels as CSV</button></p>
<p>{keys} <kbd>j</kbd> next <kbd>k</kbd> back <kbd>u</kbd> next without a label <kbd>c</kbd> comment <kbd>Esc</kbd>
leave it <kbd>s</kbd> save</p>
</header>
<main>
{"".join(map(_section, items))}</main>
<script>{script}</script>
</body>
</html>
"""


def _section(item: Item) -> str:
    said = "".join(
        f'<p class="text"><span class="who">{escape(author)}:</span> {escape(text)}</p>\n'
        for author, text in item.material.conversation
    )
    sources = "".join(f'<li class="text">{escape(source)}</li>\n' for source in item.material.sources)
    choices = "".join(
        f'<label title="{about}"><input type="radio" name="{item.id}" value="{name}"> {word}</label>\n'
        for name, (word, about) in _WORDS.items()
    )
    return f"""<article id="{item.id}" tabindex="-1" aria-labelledby="{item.id}-head">
<h2 id="{item.id}-head">{item.id}</h2>
<h3>Conversation</h3>
{said}<h3>Suggested reply</h3>
<p class="text reply">{escape(item.reply)}</p>
<h3>What it cites</h3>
<ul>{sources or "<li>nothing</li>"}</ul>
<fieldset><legend>It is</legend>
{choices}</fieldset>
<p><label>Comment <textarea class="comment" rows="1"></textarea></label></p>
</article>
"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
