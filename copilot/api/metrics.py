"""Figures for Prometheus: no tenant, no key, no text in any label."""

import asyncio
import time

from litestar import Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from copilot.api.model_metrics import ModelFigures
from copilot.domain import Answer
from copilot.drafting import Draft
from copilot.errors import CopilotError
from copilot.wiring import Parts
from retrieval.index import IndexDown
from retrieval.scope import Scope

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
COUNT_EVERY_S = 30.0
COUNT_TIMEOUT_S = 2.0


class Metrics:
    """One service's figures, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "copilot_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "copilot_http_request_seconds",
            "Time until the answer began.",
            ["method", "route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._answers = Counter(
            "copilot_assist_answers", "Answers by how they were reached.", ["mode"], registry=self.registry
        )
        self._reasons = Counter(
            "copilot_assist_reasons",
            "Why answers were less than they could be.",
            ["stage", "code"],
            registry=self.registry,
        )
        self._stages = Histogram(
            "copilot_assist_stage_seconds",
            "Time by stage of an answer.",
            ["stage"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._drafts = Counter("copilot_drafts", "Decisions for bots.", ["decision"], registry=self.registry)
        self._draft_reasons = Counter(
            "copilot_draft_reasons", "Why bots were told what they were.", ["code"], registry=self.registry
        )
        self._tokens = Counter("copilot_llm_tokens", "Tokens by kind.", ["kind"], registry=self.registry)
        self.model = ModelFigures()
        self.registry.register(self.model)
        self._index = Gauge(
            "copilot_index_size", "What the index holds, all tenants.", ["what"], registry=self.registry
        )
        self._up = Gauge("copilot_uptime_seconds", "Since the parts were put together.", registry=self.registry)
        self._begun = time.monotonic()
        self._counted_at = float("-inf")

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered; ``route`` is a template, never a path."""
        method = method if method in METHODS else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """An answer of assist went out."""
        self._answers.labels(answer.mode).inc()
        for reason in answer.reasons:
            self._reasons.labels(reason.stage, reason.code).inc()
        for stage, ms in answer.timings_ms.items():
            self._stages.labels(stage).observe(ms / 1000)
        self._tokens.labels("prompt").inc(answer.usage.prompt_tokens)
        self._tokens.labels("completion").inc(answer.usage.completion_tokens)

    def drafted(self, draft: Draft) -> None:
        """A decision for a bot went out."""
        self._drafts.labels(draft.decision).inc()
        for code in draft.reasons:
            self._draft_reasons.labels(code).inc()

    async def count_index(self, parts: Parts) -> None:
        """Count what the index holds, at most every 30 seconds; left as it was where the engines don't answer."""
        if time.monotonic() - self._counted_at < COUNT_EVERY_S:
            return
        self._counted_at = time.monotonic()
        totals = {"articles": 0, "resolutions": 0, "passages": 0}
        try:
            async with asyncio.timeout(COUNT_TIMEOUT_S):
                for tenant in await parts.keys.tenants():
                    counts = await parts.knowledge.counts(Scope(tenant=tenant))
                    totals["articles"] += counts.articles
                    totals["resolutions"] += counts.resolutions
                    totals["passages"] += counts.passages
        except (TimeoutError, CopilotError, IndexDown):
            return
        for what, number in totals.items():
            self._index.labels(what).set(number)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        self._up.set(time.monotonic() - self._begun)
        return generate_latest(self.registry)


@get("/metrics", tags=["operations"], summary="Figures for Prometheus", media_type="text/plain")
async def metrics(state: State) -> Response[bytes]:
    """Text format; needs no key and names no tenant."""
    figures: Metrics = state.metrics
    figures.model.llm = state.parts.llm
    await figures.count_index(state.parts)
    return Response(figures.text(), media_type=CONTENT_TYPE_LATEST.removesuffix("; charset=utf-8"))


HANDLERS = [metrics]
