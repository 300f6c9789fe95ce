"""Readers of the suites' data, each from a folder that the command names; nothing of it is in this project."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from copilot.demo import SAMPLE, read_sample
from evals.retrieval.spoken import spoken
from evals.retrieval.suite import DataMissing, Question, Suite
from retrieval.documents import Article, Message, Resolution

CASES = Path(__file__).parents[1] / "cases" / "sample_search.jsonl"


def load(name: str, data: Path | None) -> Suite:
    """A suite by name. Raises DataMissing."""
    if name != "sample" and data is None:
        raise DataMissing(f"the suite {name} needs its data: give --data FOLDER")
    try:
        return SUITES[name](data or SAMPLE)
    except FileNotFoundError as e:
        raise DataMissing(f"the data of {name} is not there: no {e.filename}") from e


def stackfaq(folder: Path) -> Suite:
    """Questions and answers of StackExchange, and rephrased questions (Karan and Snajder 2018). Every answer of the
    thread is right, so the measure is the mean average precision over all of them."""
    articles = [
        Article(id=r["id"], title=r["question"], body=r["answer"] or r["question"], format="text", language="en")
        for r in _jsonl(folder / "faq.jsonl")
    ]
    questions = [
        Question(r["id"], (_customer(r["query"]),), dict.fromkeys(r["relevant"], 1.0))
        for r in _jsonl(folder / "queries.jsonl")
    ]
    return Suite("stackfaq", articles, questions, limit=100)


def dstc11(folder: Path) -> Suite:
    """Dialogues whose last turn is answered from reviews and FAQs of hotels and restaurants (DSTC11 track 5). One
    article for each FAQ and each sentence of a review, under the name of its place."""
    articles, ids = [], set()
    for r in _jsonl(folder / "knowledge.jsonl"):
        text = f"{r['question']}\n{r['answer']}" if r["doc_type"] == "faq" else r["text"]
        article = Article(id=_snippet(r), title=r["entity"], body=text, format="text", language="en")
        articles.append(article)
        ids.add(article.id)
    questions = []
    for n, r in enumerate(_jsonl(folder / "val.jsonl")):
        if r["target"]:
            gold = {_snippet(k): 1.0 for k in r["knowledge"]}
            kind = "+".join(sorted({k["doc_type"] for k in r["knowledge"]}))
            questions.append(Question(f"v{n}", tuple(_turn(t) for t in r["turns"]), gold, group=kind))
    return Suite("dstc11", articles, questions)


def dstc11_spoken(folder: Path) -> Suite:
    """The same dialogues as a machine would have heard them: made here, not recorded."""
    written = dstc11(folder)
    questions = [
        replace(
            q,
            messages=tuple(
                Message(author=m.author, text=spoken(m.text, f"{q.id}{n}")) for n, m in enumerate(q.messages)
            ),
        )
        for q in written.questions
    ]
    return Suite("dstc11-spoken", written.documents, questions)


def clinc150(folder: Path) -> Suite:
    """Is a question in scope? Utterances of 150 intents as past cases, asked with others of the same intents and with
    some of none (Larson et al. 2019). What is measured is how well the best relevance tells the two apart."""
    cases = [
        Resolution(id=f"{r['label']}/{n}", messages=(_customer(r["text"]),), language="en")
        for n, r in enumerate(_jsonl(folder / "original_train.jsonl"))
    ]
    of: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for case in cases:
        of[case.id.split("/")[0]][case.id] = 1.0
    questions = [
        Question(f"in{n}", (_customer(r["text"]),), of[r["label"]], kind="resolution", raw=True, group="in scope")
        for n, r in enumerate(_jsonl(folder / "original_test.jsonl"))
    ]
    questions += [
        Question(f"out{n}", (_customer(r["text"]),), kind="resolution", raw=True, group="out of scope")
        for n, r in enumerate(_jsonl(folder / "original_oos_test.jsonl"))
    ]
    return Suite("clinc150", cases, questions)


def beir(folder: Path) -> Suite:
    """A folder in the form of BEIR (Thakur et al. 2021): corpus.jsonl, queries.jsonl, qrels/test.tsv."""
    articles = []
    for r in _jsonl(folder / "corpus.jsonl"):
        title, text = (r.get("title") or "").strip(), (r.get("text") or "").strip()
        if title or text:
            title = title or " ".join(text.split()[:10])
            articles.append(Article(id=str(r["_id"]), title=title[:1000], body=text or title, format="text"))
    there = {a.id for a in articles}
    gold: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for query, document, gain in _qrels(folder):
        if gain > 0 and document in there:
            gold[query][document] = gain
    questions = [
        Question(str(r["_id"]), (_customer(r["text"]),), gold[str(r["_id"])], raw=True)
        for r in _jsonl(folder / "queries.jsonl")
        if gold.get(str(r["_id"]))
    ]
    return Suite("beir", articles, questions)


def sample(folder: Path) -> Suite:
    """Questions about the sample company, written for this project: answerable and not, English and German."""
    questions = [
        Question(
            r["id"],
            tuple(Message.model_validate(m) for m in r["messages"]),
            dict.fromkeys(r["gold"], 1.0),
            audience=r["audience"],
            group=r["language"],
        )
        for r in _jsonl(CASES)
    ]
    return Suite("sample", list(read_sample(folder)), questions, limit=20)


SUITES: dict[str, Callable[[Path], Suite]] = {
    "stackfaq": stackfaq,
    "dstc11": dstc11,
    "dstc11-spoken": dstc11_spoken,
    "clinc150": clinc150,
    "beir": beir,
    "sample": sample,
}


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _qrels(folder: Path) -> Iterator[tuple[str, str, float]]:
    path = next((p for p in (folder / "qrels" / "test.tsv", folder / "qrels.tsv") if p.exists()), folder / "qrels.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t"):
            if len(row) == 3 and row[2].strip().lstrip("-").isdigit():  # not the header
                yield row[0], row[1], float(row[2])


def _customer(text: str) -> Message:
    return Message(author="customer", text=text)


def _turn(turn: dict[str, str]) -> Message:
    return Message(author="customer" if turn["speaker"] == "U" else "agent", text=turn["text"])


def _snippet(row: dict[str, Any]) -> str:
    sentence = f"/{row['sent_id']}" if row["doc_type"] == "review" else ""
    return f"{row['domain']}/{row['entity_id']}/{row['doc_type']}/{row['doc_id']}{sentence}"
