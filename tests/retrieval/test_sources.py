"""Folders and NDJSON become documents; what can't be read is named, and reading goes on."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.chunk import passages
from retrieval.documents import Article, Resolution
from retrieval.sources import LeftOut, Unreadable
from retrieval.sources.folder import read_folder
from retrieval.sources.ndjson import LONGEST, read_ndjson
from retrieval.text import article_blocks


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path) -> dict[str, Article | Unreadable]:
    found = {r.id if isinstance(r, Article) else r.where: r for r in read_folder(folder)}
    return {name: r for name, r in found.items() if not isinstance(r, LeftOut)}


def the_article(found: Article | Unreadable | LeftOut) -> Article:
    assert isinstance(found, Article), found
    return found


def test_front_matter_fills_the_article(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.md",
        "---\nid: returns\ntitle: Returns\nurl: https://h.example/r\nlanguage: en\nvisibility: internal\n"
        "tags: [a, 2026]\nvalid_from: 2026-01-01\nvalid_until: 2026-12-31T22:00:00+01:00\nsupersedes: old, older\n"
        "updated_at: 2026-05-01T10:00:00Z\nbrand: North\nmarket: [UK, IE]\nsidebar_position: 3\n"
        "author: {name: x}\n---\nThirty days.\n",
    )
    found = the_article(read(tmp_path)["returns"])
    assert found == Article(
        id="returns",
        title="Returns",
        body="Thirty days.\n",
        url="https://h.example/r",
        language="en",
        visibility="internal",
        tags=("a", "2026", "brand:North", "market:UK", "market:IE"),
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2026, 12, 31, 21, tzinfo=UTC),
        supersedes=("old", "older"),
        updated_at=datetime(2026, 5, 1, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "Intro\n\n```sh\n# not this\n```\n\n# The *real* [title](x.md) {#t}\n\nText", "The real title"),
        ("a.md", "Setext\n===\n\nText", "Setext"),
        ("a.md", "---\nsidebar_label: In the bar\n---\nText", "In the bar"),
        ("01-reset-your_password.md", "Text", "Reset your password"),
        ("billing/index.mdx", "Text", "Billing"),
        ("a.html", "<title>Page</title><h1>Head  line</h1><p>Text</p>", "Head line"),
        ("a.HTM", "<html><title>Page</title><p>Text</p></html>", "Page"),
    ],
)
def test_a_title_is_found(tmp_path: Path, name: str, text: str, title: str) -> None:
    write(tmp_path, name, text)
    found = the_article(read(tmp_path)[name])
    assert found.title == title
    assert found.format == ("html" if name.lower().endswith(("html", "htm")) else "markdown")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"caf\xe9", "not UTF-8"),
        (b"", "empty"),
        (b"---\ntitle: x\n---\n\n", "empty"),
        (b"---\ntitle: [x\n---\nText", "not YAML"),
        (b"---\n- a\n---\nText", "'key: value'"),
        (b"---\nvisibility: secret\n---\nText", "visibility"),
        (b"---\nvalid_until: soon\n---\nText", "valid_until"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path, text: bytes, reason: str) -> None:
    write(tmp_path, "bad.md", text)
    write(tmp_path, "good.md", "Text")
    bad, good = read_folder(tmp_path)
    assert isinstance(bad, Unreadable)
    assert bad.where.startswith("bad.md")
    assert reason in bad.reason
    assert isinstance(good, Article)


def test_two_files_with_one_id_are_not_both_taken(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "---\nid: same\n---\nOne")
    write(tmp_path, "b.md", "---\nid: same\n---\nTwo")
    first, second = read_folder(tmp_path)
    assert isinstance(first, Article)
    assert second == Unreadable("b.md", "the id 'same' is taken by a.md already")


def test_hidden_files_other_endings_and_links_out_are_skipped(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.md", "Secret")
    folder = tmp_path / "kb"
    write(folder, "sub/a.md", "Text")
    write(folder, ".git/b.md", "Text")
    write(folder, ".c.md", "Text")
    write(folder, "d.png", "Text")
    (folder / "out.md").symlink_to(outside)
    (folder / "out").symlink_to(outside.parent)
    (folder / "sub" / "loop").symlink_to(folder)
    assert list(read(folder)) == ["sub/a.md"]


def test_a_description_is_the_text_only_where_there_is_no_other(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "---\ndescription: Short.\n---\n")
    write(tmp_path, "b.md", "---\ndescription: Short.\n---\nLong.\n")
    assert [the_article(r).body.strip() for r in read_folder(tmp_path)] == ["Short.", "Long."]


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        list(read_folder(tmp_path / "nowhere"))


def test_ndjson_gives_articles_and_resolutions_and_names_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "title": "A", "body": "Text"}).encode(),
        b"{broken",
        b"",
        json.dumps({"id": "r", "messages": [{"author": "customer", "text": "Hi there"}]}).encode(),
        b'["a"]',
        json.dumps({"id": "b", "title": "B", "body": "Text", "colour": "red"}).encode(),
        json.dumps({"id": "c", "title": "C"}).encode(),
        b'{"id":"d","title":"D","body":"' + b"x" * LONGEST + b'"}',
        b'{"id":"e","title":"caf\xe9","body":"x"}',
        b"[" * 100_000,
        json.dumps({"id": "last", "title": "Z", "body": "Text"}).encode(),
    ]
    path = write(tmp_path, "all.jsonl", b"\n".join(lines))
    found = list(read_ndjson(path))
    assert [d.id for d in found if not isinstance(d, Unreadable)] == ["a", "r", "last"]
    assert isinstance(found[2], Resolution)
    bad = {u.where: u.reason for u in found if isinstance(u, Unreadable)}
    assert list(bad) == [f"all.jsonl:{n}" for n in (2, 5, 6, 7, 8, 9, 10)]
    assert "not JSON" in bad["all.jsonl:2"]
    assert bad["all.jsonl:5"] == "it is not a JSON object"
    assert bad["all.jsonl:6"] == "unknown field 'colour'"
    assert bad["all.jsonl:7"] == "the field 'body' is missing"
    assert bad["all.jsonl:8"] == "it is longer than 2 MB"
    assert "not UTF-8" in bad["all.jsonl:9"]


def test_a_stated_kind_is_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl", json.dumps({"id": "a", "title": "A", "body": "Text"}))
    (found,) = read_ndjson(path, "resolution")
    assert isinstance(found, Unreadable)


def test_a_real_help_centre_is_read_without_leftovers() -> None:
    root = Path(os.environ.get("SUPPORT_DATA", Path(__file__).parents[3] / "shared" / "data"))
    raw = root / "helpcenter_plausible" / "raw"
    if not raw.is_dir():
        pytest.skip(f"no data at {raw}; name the folder in SUPPORT_DATA")
    found = list(read_folder(raw))
    assert len(found) == 132
    for document in found:
        article = the_article(document)
        assert passages(article)
        prose = [
            b.text for b in article_blocks(article.body, article.format, article.url) if b.kind in ("paragraph", "item")
        ]
        for line in "\n".join(prose).split("\n"):
            assert "useBaseUrl" not in line
            assert not line.startswith((":::", "import ", "# ", "## ", "* ", "<div", "<CtaBox", "!["))
            assert not re.search(r"\*\*\w[^*]*\*\*|\]\(|&\w+;|\{#", line)


@pytest.mark.parametrize(
    ("front", "language"),
    [("language: en_us", "en-US"), ("lang: de", "de"), ("locale: pt_BR", "pt-BR"), ("locale: none", None)],
)
def test_a_language_is_read_however_sites_write_it(tmp_path: Path, front: str, language: str | None) -> None:
    write(tmp_path, "a.md", f"---\ntitle: A\n{front}\n---\nText.")
    (read,) = read_folder(tmp_path)
    assert isinstance(read, Article)
    assert read.language == language


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("language: English", "language: should be a language code such as en, de or pt-BR"),
        ("valid_until: 2026", "valid_until: should be a time such as 2026-03-31T14:00:00Z"),
        ('valid_until: "2026"', "valid_until: should be a time such as 2026-03-31T14:00:00Z"),
    ],
)
def test_what_front_matter_cannot_mean_is_said_in_words(tmp_path: Path, front: str, says: str) -> None:
    write(tmp_path, "a.md", f"---\ntitle: A\n{front}\n---\nText.")
    assert [r.reason for r in read_folder(tmp_path) if isinstance(r, Unreadable)] == [says]


@pytest.mark.parametrize("front", ["draft: true", "published: false", "status: archived"])
def test_a_page_that_is_not_published_is_left_out(tmp_path: Path, front: str) -> None:
    write(tmp_path, "a.md", f"---\ntitle: A\n{front}\n---\nText.")
    assert list(read_folder(tmp_path)) == [LeftOut("a.md", "not published")]
