"""Tables become articles or resolutions by a mapping; what is wrong is said of line and column."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.documents import Article, Resolution
from retrieval.sources import Read, Unreadable
from retrieval.sources.csv_table import BadTable, read_csv

EXPORTS = Path(__file__).parent / "exports"
FAQ = {"title": "Question", "body": "Answer", "tags": "Topic", "visibility": "Audience", "updated_at": "Changed"}


def faults(reads: list[Read]) -> dict[str, str]:
    return {r.where: r.reason for r in reads if isinstance(r, Unreadable)}


def test_a_mapped_table_of_articles() -> None:
    reads = list(read_csv(EXPORTS / "faq.csv", FAQ))

    first, second = (r for r in reads if isinstance(r, Article))
    assert (first.title, first.body) == ("How long is the warranty?", "Two years.\nThe bill counts as proof; keep it.")
    assert (first.tags, first.visibility, first.format) == (("warranty", "law"), "public", "text")
    assert second.visibility == "internal"
    assert faults(reads) == {
        "faq.csv:5": "column 'Answer' is empty",
        "faq.csv:6": "column 'Changed': it has to be a time as 2026-03-31T14:00:00Z",
        "faq.csv:7": "it has 6 cells and the header has 5: put quotes around cells with delimiters",
        "faq.csv:8": "it has the same text as line 2: map an id column",
    }


def test_cells_with_html_are_articles_in_html(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text('title,body\nA,"<p>Hold it.</p><ul><li>long</li></ul>"\nB,Press <Enter> if 3 < 4\nC,One<br>two\n')
    assert [r.format for r in read_csv(file) if isinstance(r, Article)] == ["html", "text", "html"]


def test_a_table_of_resolutions_by_the_names_of_its_columns() -> None:
    reads = list(read_csv(EXPORTS / "solved.csv"))

    first, second = (r for r in reads if isinstance(r, Resolution))
    assert [(m.author, m.text) for m in first.messages] == [
        ("customer", 'The app says "no network" on trains'),
        ("agent", "Switch on data roaming, then restart the app."),
    ]
    assert (first.id, first.channel, first.tags, first.outcome.rating) == ("t-1", "chat", ("app",), 5)
    assert (second.outcome.rating, second.outcome.reopened, second.tags) == (1, True, ("billing", "refund"))
    assert second.outcome.closed_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert faults(reads) == {"solved.csv:4": "column 'rating': it has to be 1 to 5, good or bad"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    file = tmp_path / "t.csv"
    rows = [["Title", "Body"], ["Größe", '"One; two, three"'], ["Länge", "Vier"]]
    file.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert [(r.title, r.body) for r in read_csv(file) if isinstance(r, Article)] == [
        ("Größe", "One; two, three"), ("Länge", "Vier"),
    ]  # fmt: skip


def test_a_row_keeps_its_id_wherever_it_moves(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("title,body\nA,one\nB,two\n")
    before = {r.title: r.id for r in read_csv(file) if isinstance(r, Article)}
    file.write_text("title,body\nNew,zero\nB,two and a half\nA,one\n")
    after = {r.title: r.id for r in read_csv(file) if isinstance(r, Article)}
    assert before.items() <= after.items()


def test_bytes_and_quotes_that_are_wrong_are_named_and_reading_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b'title,body\nA,caf\xe9\nB,"two" words\nC,three\nD,"never closed\n')
    reads = list(read_csv(file))
    assert [r.title for r in reads if isinstance(r, Article)] == ["C"]
    assert faults(reads) == {
        "t.csv:2": "column 'body' is not UTF-8: save the file as 'CSV UTF-8'",
        "t.csv:3": "it is not CSV: a quote stands in the middle of a cell: double it",
        "t.csv:5": "it is not CSV: a quote is opened and never closed",
    }


@pytest.mark.parametrize(
    ("header", "mapping", "says"),
    [
        ("Question,Answer", {}, "say what the columns of t.csv are (Question, Answer): --map title=COLUMN"),
        ("Question,Answer", {"title": "Frage", "body": "Answer"}, "has no column 'Frage'; its columns are Question"),
        ("Question,Answer", {"titel": "Question"}, "there is no field 'titel'"),
        ("title,body,problem,answer", {}, "as articles and as resolutions"),
        ("Q,A,R", {"title": "Q", "body": "A", "rating": "R"}, "'rating' does not go with title and body"),
        ("a,a", {}, "has two columns 'a'"),
        ("", {}, "is empty"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    tmp_path: Path, header: str, mapping: dict[str, str], says: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(header + "\n")
    with pytest.raises(BadTable, match=re.escape(says)):
        list(read_csv(file, mapping))
