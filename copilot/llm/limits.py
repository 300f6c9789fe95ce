"""Two guards against making a bad day worse: a breaker that fails fast and heals, and a budget of extra calls."""

import time
from collections.abc import Callable
from typing import Literal

_FAILURES = 5
"""In a row, until an endpoint is left alone: two requests' worth of calls."""
_REST_S = 5.0
_MAX_REST_S = 60.0
_MAX_PAUSE_S = 30.0
"""However long a server asks to be left alone, it is asked again after this."""
_RATIO = 0.1
_RESERVE = 3.0
"""Extra calls at the start, so that a quiet service may try again at all."""
_MOST = 10.0

State = Literal["closed", "half_open", "open"]


class Breaker:
    """Closed while calls succeed. Open after five failures in a row: calls fail at once for five seconds, then one call
    probes; its failure doubles the rest (a minute at most), its success closes the breaker."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rest = _REST_S
        self._open_until: float | None = None
        self._paused_until = 0.0
        self._probing = False

    @property
    def state(self) -> State:
        if self._open_until is None:
            return "closed"
        return "open" if self._clock() < self._open_until else "half_open"

    @property
    def paused(self) -> bool:
        """The server asked to be left alone (Retry-After)."""
        return self._clock() < self._paused_until

    @property
    def admits(self) -> bool:
        """Whether ``enter`` would succeed now."""
        return not self.paused and (self.state == "closed" or (self.state == "half_open" and not self._probing))

    @property
    def wait_s(self) -> float:
        """Until a call may be let through."""
        return max(0.0, max(self._open_until or 0.0, self._paused_until) - self._clock())

    def enter(self) -> bool:
        """Begin a call, to be ended by one of ``succeeded``, ``failed`` and ``left``; False: don't call."""
        if not self.admits:
            return False
        self._probing = self.state == "half_open"
        return True

    def succeeded(self) -> None:
        self._failures, self._rest, self._open_until, self._probing = 0, _REST_S, None, False

    def failed(self) -> None:
        self._failures += 1
        if self._open_until is None:
            if self._failures >= _FAILURES:
                self._open_until = self._clock() + self._rest
        elif self._probing:
            self._rest = min(_MAX_REST_S, self._rest * 2)
            self._open_until = self._clock() + self._rest
        self._probing = False

    def left(self) -> None:
        """The call ended without telling anything about the endpoint."""
        self._probing = False

    def pause(self, seconds: float) -> None:
        """The server asked to be left alone."""
        self._paused_until = max(self._paused_until, self._clock() + min(max(0.0, seconds), _MAX_PAUSE_S))


class ExtraCalls:
    """Retries and hedges: one for ten calls at most, never more than ten at once, and three to begin with."""

    def __init__(self) -> None:
        self._left = _RESERVE

    def earn(self) -> None:
        """A call was made that somebody asked for."""
        self._left = min(_MOST, self._left + _RATIO)

    def take(self) -> bool:
        if self._left < 1 - 1e-9:  # ten tenths are not quite one
            return False
        self._left -= 1
        return True
