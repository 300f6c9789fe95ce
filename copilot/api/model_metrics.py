"""What the model's door has done, for Prometheus: models by their place (first, second), never a tenant or a text."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from copilot.llm import ROLES, Llm

_KINDS = ("retry", "hedge", "repair", "fallback")
_STATES = ("closed", "half_open", "open")


class ModelFigures(Collector):
    """Reads the door's own counts when it is asked; nothing where there is no model."""

    def __init__(self) -> None:
        self.llm: Llm | None = None

    def collect(self) -> Iterator[Metric]:
        if self.llm is None:
            return
        figures = self.llm.figures
        calls = CounterMetricFamily("copilot_llm_calls", "Calls begun, by model.", labels=["model"])
        state = GaugeMetricFamily("copilot_llm_breaker", "1 for the breaker's state.", labels=["model", "state"])
        for role, endpoint in zip(ROLES, self.llm.endpoints, strict=False):
            calls.add_metric([role], figures.calls[role])
            for name in _STATES:
                state.add_metric([role, name], float(endpoint.breaker.state == name))
        failures = CounterMetricFamily(
            "copilot_llm_failures", "Calls without a usable answer.", labels=["model", "code"]
        )
        for (role, code), number in sorted(figures.failures.items()):
            failures.add_metric([role, code], number)
        extra = CounterMetricFamily(
            "copilot_llm_extra",
            "Retries, hedges and repairs, and answers that the second model wrote.",
            labels=["kind"],
        )
        for kind in _KINDS:
            extra.add_metric([kind], figures.extra[kind])
        yield from (calls, failures, extra, state)
