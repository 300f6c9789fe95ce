"""A process's own memory of small records, served for a while when Redis is gone."""

import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, NamedTuple, TypeVar

from copilot.errors import StateUnavailable
from copilot.state.redis import answered

V = TypeVar("V")

KEEP_S = 600.0
"""How long a value is served after Redis was last heard to hold it."""
KNOWN_S, UNKNOWN_S = 0.25, 3.0
"""How long Redis may take, where we have the value of before and where we have none."""
REST_S = 1.0
"""After a failure Redis is left alone this long, so that not every request waits for its timeout."""


class Read(NamedTuple, Generic[V]):
    value: V
    fresh: bool
    """False where Redis is gone and this is what we remember."""


class Remembered(Generic[V]):
    """Values by name, each with the moment at which Redis confirmed it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._values: dict[str, tuple[float, V]] = {}
        self._rest_until = 0.0

    async def read(
        self, name: str, fetch: Callable[[], Coroutine[Any, Any, V]], *, most_s: float = UNKNOWN_S
    ) -> Read[V]:
        """What Redis says within ``most_s`` seconds, or else what it said within the last ten minutes.

        Raises StateUnavailable where Redis is gone and nothing is remembered.
        """
        gone: StateUnavailable | None = None
        if self._clock() >= self._rest_until:
            try:
                value = await answered(fetch(), min(most_s, KNOWN_S if self._known(name) is not None else UNKNOWN_S))
            except StateUnavailable as e:
                self._rest_until = self._clock() + REST_S
                gone = e
            else:
                self.keep(name, value)
                return Read(value, True)
        known = self._known(name)
        if known is None:
            self._values.pop(name, None)
            raise gone or StateUnavailable("Redis can't be reached")
        return Read(known, False)

    def _known(self, name: str) -> V | None:
        at, value = self._values.get(name, (float("-inf"), None))
        return None if self._clock() - at > KEEP_S else value

    def keep(self, name: str, value: V) -> None:
        self._values[name] = (self._clock(), value)

    def forget(self, name: str) -> None:
        self._values.pop(name, None)

    def keep_all(self, values: dict[str, V]) -> None:
        """Exactly these exist now."""
        now = self._clock()
        self._values = {name: (now, value) for name, value in values.items()}
