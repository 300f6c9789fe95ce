"""Our measures against the implementations that papers use; those are installed for tests only."""

import random
from typing import Any

import pytest

from evals.metrics import average_precision, hit_at, ndcg_at, recall_at, reciprocal_rank
from evals.rouge import KINDS, best_rouge, rouge

TEXTS = (
    "Hi Ros, you have 30 days from delivery, so until 5 February. A machine may have made up to 20 brews.",
    "You can return the machine within 30 days of delivery if it has made no more than twenty brews.",
    "Your refund of 1,249.00 EUR was made on 12 March; banks need 3-5 working days.",
    "Refunds are made within five working days after the parcel has arrived at our warehouse in Leeds.",
    "Descaling: fill the tank, put in one tablet, and press both buttons until the light blinks!",
    "We're sorry that the kettle's base got hot. Please unplug it and don't use it any more.",
    "the the the cat",
    "a",
    "Größe und Maß: 5 l",
)


def test_ranking_measures_are_those_of_trec_eval() -> None:
    pytrec_eval = pytest.importorskip("pytrec_eval", reason="the oracle pytrec-eval-terrier is not installed")
    chance = random.Random(3)
    ids = [f"d{n:02}" for n in range(30)]
    qrel: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    rankings: dict[str, list[str]] = {}
    for q in map(str, range(60)):
        right = chance.sample(ids, chance.randint(1, 8))
        qrel[q] = {d: chance.randint(1, 3) if d in right else 0 for d in chance.sample(ids, 20) + right}
        rankings[q] = chance.sample(ids, chance.randint(1, 25))
        run[q] = {d: 100.0 - n for n, d in enumerate(rankings[q])}
    names = {"map", "recip_rank", "recall.5", "success.5", "ndcg_cut.10"}
    told: dict[str, dict[str, Any]] = pytrec_eval.RelevanceEvaluator(qrel, names).evaluate(run)
    assert len(told) == 60
    for q, ranking in rankings.items():
        gains = {d: float(g) for d, g in qrel[q].items()}
        relevant = {d for d, g in gains.items() if g > 0}
        ours = {
            "map": average_precision(ranking, relevant),
            "recip_rank": reciprocal_rank(ranking, relevant, len(ranking)),
            "recall_5": recall_at(ranking, relevant, 5),
            "success_5": hit_at(ranking, relevant, 5),
            "ndcg_cut_10": ndcg_at(ranking, gains, 10),
        }
        assert ours == pytest.approx({name: told[q][name] for name in ours})


@pytest.mark.parametrize("stem", [False, True])
def test_rouge_is_that_of_rouge_score(stem: bool) -> None:
    rouge_score = pytest.importorskip("rouge_score.rouge_scorer", reason="the oracle rouge-score is not installed")
    scorer = rouge_score.RougeScorer(list(KINDS), use_stemmer=stem)
    for text in TEXTS:
        for reference in TEXTS:
            theirs, ours = scorer.score(reference, text), rouge(text, reference, stem=stem)
            for kind in KINDS:
                t = theirs[kind]
                assert (ours[kind].precision, ours[kind].recall, ours[kind].f1) == pytest.approx(
                    (t.precision, t.recall, t.fmeasure)
                ), (kind, text, reference)
        theirs = scorer.score_multi(TEXTS[:4], text)["rougeL"]
        assert best_rouge(text, TEXTS[:4], "rougeL", stem=stem).f1 == pytest.approx(theirs.fmeasure)
