"""Public sets that are asked in a way of their own: the guard's masking, attacks behind a model that obeys everybody,
and scopes judged by several methods."""

from pathlib import Path
from time import perf_counter
from typing import Any

from evals.harness.ask import Done
from evals.harness.public import scored_as
from evals.harness.service import Progress
from evals.harness.suite import Case, Part, Runner, Suite

Json = dict[str, Any]


def _suite(name: str, about: str, cases: list[Case], metrics: tuple[str, ...], runner: Runner) -> Suite:
    part = Part(name, about, "own", cases, metrics, {}, ("kind",), {}, runner=runner)
    return Suite(name, about, [part])


def banking77(name: str, folder: Path) -> Suite:
    """77 intents of one bank, ten of them nobody's answer (Casanueva et al. 2020): judged by the past cases found."""
    from evals.escalation.judge import past_cases_found
    from evals.escalation.scope import Scope
    from evals.escalation.scope import banking77 as read

    scope = read(folder, 7)
    cases = [
        Case(
            f"b{n:04}",
            {"text": o.text},
            {"group": o.group},
            {"kind": "in scope" if o.group is not None else "out of scope"},
        )
        for n, o in enumerate(scope.asked)
    ]

    async def run(part: Part, progress: Progress) -> list[Done]:
        asked = {c.id for c in part.cases}
        few = [o for n, o in enumerate(scope.asked) if f"b{n:04}" in asked]
        said = await past_cases_found(Scope(scope.name, scope.cases, [], few), progress)
        done = []
        for case, answer in zip(part.cases, said, strict=True):
            known = answer.opening.group is not None
            scores: Json = {"confidence": answer.sureness, "right": answer.right, "relevance": answer.sureness}
            scores |= {"answerable": known} | ({"in_scope_right": answer.right} if known else {})
            done.append(scored_as(part.name, case.id, scores, {"group": answer.group, "sureness": answer.sureness}))
        return done

    about = "77 intents of one bank, ten of them nobody's answer (Casanueva et al. 2020), judged by past cases"
    return _suite(name, about, cases, ("in_scope_right", "auroc", "right_at_half", "aurc", "ece"), run)


def presidio(name: str, folder: Path) -> Suite:
    """Personal data that never leaves, of 1,500 sentences of presidio-research, without a customer's record."""
    from evals.guard import pii

    tickets = list(pii.presidio(folder.parent if folder.name == "pii_presidio_synth" else folder))
    cases = [Case(f"p{n:04}", {"text": t.text}, {"spans": t.spans}, {}) for n, t in enumerate(tickets)]

    async def run(part: Part, _: Progress) -> list[Done]:
        done = []
        for case in part.cases:
            began = perf_counter()
            scores = pii.measured([pii.Ticket(case.body["text"], tuple(case.expect["spans"]))])
            kept, of = pii.structured(scores)
            told: Json = {
                "kept": kept,
                "of": of,
                "masked": sum(s.masked for s in scores.values()),
                "masked_right": sum(s.right for s in scores.values()),
            }
            ms = (perf_counter() - began) * 1000
            done.append(scored_as(part.name, case.id, told | ({"all_kept": kept == of} if of else {}), {}, ms))
        return done

    about = "Values with a form of their own that never leave (presidio-research, without a record)"
    return _suite(name, about, cases, ("all_kept", "values_kept", "masking_precision"), run)


def bipia(name: str, folder: Path) -> Suite:
    """Attacks of BIPIA planted in e-mails, documents and records, behind a model that obeys them (Yi et al. 2023)."""
    from evals.attacks.cases import bipia as read
    from evals.attacks.run import opened, plan

    planned = {f"{attack.id} in {place}": (attack, place) for attack, place in plan(read(folder), 2)}
    cases = [
        Case(key, {"text": attack.text, "place": place}, {}, {"kind": attack.kind, "place": place})
        for key, (attack, place) in planned.items()
    ]

    async def run(part: Part, progress: Progress) -> list[Done]:
        done = []
        async with opened() as it:
            for n, case in enumerate(part.cases):
                if n % 100 == 0:
                    progress(f"{n} of {len(part.cases)} attacks")
                began = perf_counter()
                tried = await it.attack(*planned[case.id])
                scores = {"safe": not tried.leaks, "noticed": tried.suspected, "written": tried.written}
                leaks: Json = {"leaks": [list(leak) for leak in tried.leaks]}
                done.append(scored_as(part.name, case.id, scores, leaks, (perf_counter() - began) * 1000))
        return done

    about = "Attacks of BIPIA behind a model that obeys everybody (Yi et al. 2023)"
    return _suite(name, about, cases, ("safe", "noticed", "written"), run)
