"""A model's summary, held against what is known: each statement gets its place, and no value in it is new."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from copilot.assist.case import Case, own_text
from copilot.assist.closing import with_resolution
from copilot.assist.located import alike, at_field, at_message, leaves, nearest, verbatim
from copilot.assist.prompting import Former, summary_prompt
from copilot.assist.suspicion import vouching_thread
from copilot.domain import Check, Closing, Fact, PromiseMade, Summary, Where
from copilot.guard.evidence import Evidence
from copilot.guard.value_checks import check_values
from copilot.guard.values import extract
from copilot.llm import Meter, Model
from retrieval.documents import Message

Line = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]
Numbers = Annotated[list[int], Field(max_length=20)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Promise(_Read):
    what: Line
    due: Line | None = None
    by: Line | None = None


class _Fact(_Read):
    name: Line
    value: Line
    messages: Numbers = []


class _From(_Read):
    of: Line
    messages: Numbers = []


class WrittenSummary(_Read):
    """As the model writes it; messages are numbered by their place among the visible ones, from 1."""

    issue: Line
    background: Line = ""
    tried: Annotated[list[Line], Field(max_length=12)] = []
    state: Line = ""
    open_questions: Annotated[list[Line], Field(max_length=12)] = []
    promises: Annotated[list[_Promise], Field(max_length=8)] = []
    mood: Literal["calm", "pleased", "worried", "frustrated", "angry", "unknown"] = "unknown"
    facts: Annotated[list[_Fact], Field(max_length=16)] = []
    next_step: Line = ""
    cause: Line = ""
    solution: Line = ""
    text: Annotated[str, StringConstraints(max_length=1200)] = ""
    evidence: Annotated[list[_From], Field(max_length=60)] = []


async def write(llm: Model, case: Case, former: Former | None, *, deadline: float, meter: Meter) -> WrittenSummary:
    """What the model makes of the conversation, or of what came since the ``former`` summary. Raises LlmFailed."""
    prompt = summary_prompt(case, llm.context_tokens, former).fitting("a summary")
    return await llm.complete(prompt.says, WrittenSummary, deadline=deadline, meter=meter, max_tokens=prompt.max_tokens)


def settled(case: Case, ruled: Summary, got: WrittenSummary) -> Summary:
    """The model's summary as it may be shown. A statement with a value that neither thread nor record holds gives way
    to the rule-built one, and ``checks`` say so; what private notes say is the rules' own."""
    held = _Held(case, ruled, got)
    issue = held.one("issue", got.issue, ruled.issue)
    background = held.one("background", got.background, ruled.background)
    state = held.one("state", got.state, ruled.state)
    tried = held.several("tried", got.tried)
    questions = held.several("open_questions", got.open_questions)
    promises = held.promises()
    closing = ruled.closing
    if closing is not None:
        cause = held.one("closing/cause", got.cause, closing.cause)
        solution = held.one("closing/solution", got.solution, closing.solution)
        if problem := held.evidence.get("issue"):
            held.evidence["closing/problem"] = problem
        closing = with_resolution(case, Closing(problem=issue, cause=cause, solution=solution))
    step = held.one("next_step", got.next_step, ruled.next_step) if ruled.next_step else ""
    lines = "\n".join(line for line in got.text.strip().splitlines() if line.strip())
    text = "\n".join(lines.splitlines()[:3])
    if not text or not held.true("text", text):
        text = ruled.text
    kept = {p: w for p, w in ruled.evidence.items() if p.split("/")[0] in ("notes", "mood", "recurring")}
    facts = held.facts()
    good = Check(kind="value", ok=True, detail="Every value stands in the conversation or the record.")
    return ruled.model_copy(
        update={
            "issue": issue,
            "background": background,
            "tried": tried,
            "state": state,
            "open_questions": questions,
            "promises": promises,
            "mood": got.mood if got.mood != "unknown" else ruled.mood,
            "facts": facts,
            "next_step": step,
            "closing": closing,
            "evidence": {**kept, **held.evidence},
            "checks": tuple(held.checks) or (good,),
            "language": _language(case),
            "text": text,
            "origin": "llm",
        }
    )


def _language(case: Case) -> str:
    return (case.request.reader_language or "en").split("-")[0].lower()


class _Held:
    """One summary being held against its case; ``evidence`` and ``checks`` fill up on the way."""

    def __init__(self, case: Case, ruled: Summary, got: WrittenSummary) -> None:
        self.case = case
        self.ruled = ruled
        self.got = got
        self.checks: list[Check] = []
        self.evidence: dict[str, tuple[Where, ...]] = {}
        self._named = {e.of.strip().removeprefix("closing/"): e.messages for e in got.evidence}
        times = [m.sent_at.strftime("%Y-%m-%d %H:%M") for m in case.visible if m.sent_at]
        # what becomes an answer to others rests on what a reply may; agents read what the customer wrote
        thread = vouching_thread(case) if case.request.summary_kind == "closing" else case.thread_text
        ours = [ruled.background, ruled.state, *(f"{c.at:%Y-%m-%d}" for c in ruled.timeline if c.at)]
        self._known = Evidence(
            passages={},
            conversation="\n".join([thread, *times, ruled.state]),
            record="\n".join([case.record_text, *ours]),
            fixed="\n".join([case.policy.brand, case.policy.signature]),
            now=case.last_at.date() if case.last_at else None,
        )

    def true(self, place: str, text: str) -> bool:
        """Whether nothing in ``text`` is new. An unknown name is told and let be: any word may look like one."""
        failed = [c for c in check_values(text, (), self._known, _language(self.case)) if not c.ok]
        values = extract(text)
        wrong = False
        for check in failed:
            wrong = wrong or any(
                v.start < (check.end or 0) and (check.start or 0) < v.end for v in values if v.kind != "link"
            )
            # the text that it is about may be gone: the place is named, not where in it
            detail = f"{place}: {check.detail}"
            self.checks.append(check.model_copy(update={"start": None, "end": None, "detail": detail}))
        return not wrong

    def one(self, place: str, text: str, instead: str) -> str:
        """A statement with its places, or the rule-built one with those that it has."""
        if text and self.true(place, text):
            if where := self._where(place, text) or self.ruled.evidence.get(place, ()):
                self.evidence[place] = where
            else:
                self._unproven(place, text)
            return text
        if ruled := self.ruled.evidence.get(place):
            self.evidence[place] = ruled
        return instead

    def several(self, name: str, texts: Iterable[str]) -> tuple[str, ...]:
        out: list[str] = []
        for n, text in enumerate(texts):
            if text and self.true(f"{name}/{n}", text):
                if where := self._where(f"{name}/{n}", text):
                    self.evidence[f"{name}/{len(out)}"] = where
                else:
                    self._unproven(f"{name}/{n}", text)
                out.append(text)
        return tuple(out)

    def promises(self) -> tuple[PromiseMade, ...]:
        """With the day that rules made of the same words."""
        out: list[PromiseMade] = []
        for n, promise in enumerate(self.got.promises):
            place = f"promises/{n}"
            if not promise.what or not self.true(place, f"{promise.what}\n{promise.due or ''}"):
                continue
            where = self._where(place, promise.what)
            if where:
                self.evidence[f"promises/{len(out)}"] = where
            else:
                self._unproven(place, promise.what)
            same = next((p for p in self.ruled.promises if p.due and p.due == promise.due), None)
            out.append(
                PromiseMade(
                    what=promise.what,
                    due=promise.due or None,
                    due_on=same.due_on if same else None,
                    by=promise.by or None,
                    where=where[0] if where else None,
                    overdue=same.overdue if same else False,
                )
            )
        return tuple(out)

    def facts(self) -> tuple[Fact, ...]:
        """The rules' facts, and those of the model's that stand somewhere word for word."""
        out = list(self.ruled.facts)
        for n, fact in enumerate(self.got.facts):
            if not fact.value or any(fact.value.casefold() in f.value.casefold() for f in out):
                continue
            where = next(self._holding(fact.value, fact.messages), None)
            if where is None:
                detail = f"facts/{n}: {fact.name[:60]} stands in no message and no record, and is left out."
                self.checks.append(Check(kind="value", ok=False, found=fact.value[:80], detail=detail))
            else:
                out.append(Fact(name=fact.name[:60], value=fact.value, where=where))
        return tuple(out)

    def _holding(self, value: str, numbers: Iterable[int]) -> Iterator[Where]:
        """Places of a value: the messages that the model names, then others, then the record."""
        for message in [*self._messages(numbers), *reversed(self.case.visible)]:
            if quote := verbatim(value, message.text):
                yield at_message(message, quote)
        for leaf in leaves(self.case):
            if leaf.value.casefold() == value.casefold():
                yield at_field(leaf)

    def _where(self, place: str, text: str) -> tuple[Where, ...]:
        """The named messages, each with the sentence nearest to the statement; else what is beyond doubt like it."""
        named = list(self._messages(self._named.get(place.removeprefix("closing/"), ())))[:4]
        if named:
            return tuple(nearest(self.case, text, [m]) or at_message(m, own_text(m)) for m in named)
        found = alike(self.case, text)
        return (found,) if found else ()

    def _messages(self, numbers: Iterable[int]) -> Iterator[Message]:
        for number in dict.fromkeys(numbers):
            if 1 <= number <= len(self.case.visible):
                yield self.case.visible[number - 1]

    def _unproven(self, place: str, text: str) -> None:
        detail = f"{place}: no message is named that says it, and none is like it."
        self.checks.append(Check(kind="citation", ok=False, found=text[:80], detail=detail))
