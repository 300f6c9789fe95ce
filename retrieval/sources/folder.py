"""A folder of Markdown and HTML files with front matter, as documentation sites and help centres keep them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from retrieval.blocks import squeeze
from retrieval.documents import Article
from retrieval.segments import SEGMENTS
from retrieval.sources import UNPUBLISHED, LeftOut, Unreadable
from retrieval.sources.fields import complaint
from retrieval.sources.values import language

MARKDOWN = frozenset({".md", ".mdx", ".markdown"})
HTML = frozenset({".html", ".htm"})
_LARGEST = 2_000_000
"""Bytes; an article may not be larger."""
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*$|^([^\s#>|`~*+-].*)\n[=]{3,}[ \t]*$", re.MULTILINE)
_TAKEN = ("url", "language", "visibility", "valid_from", "valid_until", "updated_at")
"""Front matter that goes into the article as it is; other keys are somebody else's."""
_UNPUBLISHED = ("draft", "archived", "unpublished")


def read_folder(path: Path) -> Iterator[Article | Unreadable | LeftOut]:
    """Every article below a folder, in the order of the paths.

    An article's id is its front matter's ``id``, else its path relative to the folder. Hidden files and folders are
    skipped, and links that lead out of the folder; what its front matter calls a draft is left out. Raises
    NotADirectoryError where ``path`` is no folder.
    """
    if not path.is_dir():
        raise NotADirectoryError(f"{path} is not a folder")
    root = path.resolve()
    seen: dict[str, str] = {}
    for file in sorted(_files(path, root)):
        name = file.relative_to(path).as_posix()
        read = _read(file, name)
        if isinstance(read, Article):
            if read.id in seen:
                yield Unreadable(name, f"the id '{read.id}' is taken by {seen[read.id]} already")
                continue
            seen[read.id] = name
        yield read


def _files(folder: Path, root: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Files with a known ending; each folder at most once on the way down, so links can't go in circles."""
    here = folder.resolve()
    if here in above or not here.is_relative_to(root):
        return
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry, root, above | {here})
        elif entry.suffix.lower() in MARKDOWN | HTML and entry.is_file() and entry.resolve().is_relative_to(root):
            yield entry


def _read(file: Path, name: str) -> Article | Unreadable | LeftOut:
    try:
        if file.stat().st_size > _LARGEST:
            return Unreadable(name, f"it is larger than {_LARGEST // 1_000_000} MB: split it")
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as e:
        return Unreadable(name, f"it is not UTF-8 (byte {e.start}): save it as UTF-8")
    except OSError as e:
        return Unreadable(name, f"it can't be read: {e.strerror or type(e).__name__}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT.match(text)
    body = text[found.end() :] if found else text
    try:
        front = yaml.safe_load(found[1] or "") if found else {}
    except (yaml.YAMLError, ValueError, RecursionError) as e:
        line = getattr(getattr(e, "problem_mark", None), "line", 0) + 2
        return Unreadable(f"{name}:{line}", f"its front matter is not YAML: {getattr(e, 'problem', None) or 'broken'}")
    if front is None:
        front = {}
    if not isinstance(front, dict):
        return Unreadable(name, "its front matter is not a list of 'key: value'")
    if front.get("draft") is True or front.get("published") is False or front.get("status") in _UNPUBLISHED:
        return LeftOut(name, UNPUBLISHED)
    return _article(file, name, front, body)


def _article(file: Path, name: str, front: dict[Any, Any], body: str) -> Article | Unreadable:
    is_html = file.suffix.lower() in HTML
    description = _string(front.get("description"))
    if not body.strip() and description:
        body = description
    if not body.strip():
        return Unreadable(name, "it is empty")
    values: dict[str, Any] = {
        "id": _string(front.get("id")) or name,
        "title": _string(front.get("title"))
        or (_html_title(body) if is_html else _heading(body))
        or _string(front.get("sidebar_label"))
        or _from_name(file),
        "body": body,
        "format": "html" if is_html else "markdown",
        "tags": [*_strings(front.get("tags")), *(f"{s}:{v}" for s in SEGMENTS for v in _strings(front.get(s)))],
        "supersedes": _strings(front.get("supersedes")),
    }
    for key in _TAKEN:
        value = _language(front) if key == "language" else front.get(key)
        if value is not None and value != "":
            values[key] = _moment(value) if key.startswith("valid_") or key.endswith("_at") else value
    try:
        return Article.model_validate(values)
    except ValidationError as e:
        return Unreadable(name, complaint(e))


def _language(front: dict[Any, Any]) -> object:
    """``en_US`` as ``en-US``; what other sites call it counts where it is a language."""
    given = front.get("language")
    read = next((found for key in ("language", "lang", "locale") if (found := language(front.get(key)))), None)
    return given if given is not None and language(given) is None else read


def _string(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _strings(value: object) -> list[str]:
    """A YAML list, or words divided by commas."""
    parts = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
    return [text for part in parts if (text := _string(part))]


def _moment(value: object) -> object:
    """YAML's dates and zoneless times as UTC; anything else as it is, for the type to judge."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return value
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value


def _heading(body: str) -> str:
    found = _HEADING.search(re.sub(r"(?ms)^(`{3,}|~{3,}).*?^\1", "", body))
    text = (found[1] or found[2]) if found else ""
    text = re.sub(r"\s*\{#[^}]*\}\s*$|[*_`]", "", text)
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()[:1000]


def _html_title(body: str) -> str:
    tree = LexborHTMLParser(body)
    for selector in ("h1", "title"):
        node = tree.css_first(selector)
        if node is not None and (text := " ".join(squeeze(node.text(deep=True)).split())):
            return text[:1000]
    return ""


def _from_name(file: Path) -> str:
    """``reset-your_password.md`` -> ``Reset your password``; of ``index.md`` the folder's name."""
    stem = file.parent.name if file.stem.lower() in ("index", "readme", "_index") else file.stem
    words = re.sub(r"^\d+[-_. ]+", "", stem)
    words = re.sub(r"[-_]+", " ", words).strip() or stem
    return words[:1].upper() + words[1:]
