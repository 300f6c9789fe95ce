"""What each tenant's model calls used today, counted in Redis for all processes, and here while Redis is gone."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.asyncio import Redis

from copilot.errors import CopilotError
from copilot.state.redis import answered, talking
from copilot.state.tenant import TenantState

_WAIT_S = 0.25
"""For Redis, while a request's deadline runs."""
_REST_S = 5.0
"""After a failure Redis is left alone this long."""
_KEPT_S = 2 * 86_400

# What was counted here while Redis was gone goes in first; then the tokens are set aside where there are so many left.
_RESERVE = """
local used = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[4])
if used + tonumber(ARGV[2]) > tonumber(ARGV[3]) then return {0, used} end
return {1, redis.call('INCRBY', KEYS[1], ARGV[2])}
"""


@dataclass(slots=True)
class _Day:
    date: str
    used: int = 0
    """As Redis last said, and what was used here since."""
    owed: int = 0
    """Not yet told to Redis; may be negative."""


class Tokens:
    """Sets tokens aside before a call and corrects the count after it. While Redis is gone each process holds the limit
    against what it last knew and what it used itself."""

    def __init__(
        self,
        redis: Redis,
        *,
        today: Callable[[], str] = lambda: datetime.now(UTC).date().isoformat(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = redis
        self._reserve = redis.register_script(_RESERVE)
        self._today = today
        self._clock = clock
        self._rest_until = 0.0
        self._days: dict[str, _Day] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def purse(self, tenant: str, limit: int) -> "TenantPurse":
        return TenantPurse(self, tenant, limit)

    async def close(self) -> None:
        """Waits until Redis knows, where it answers."""
        if self._telling:
            await asyncio.wait(set(self._telling), timeout=1)

    async def reserve(self, tenant: str, limit: int, tokens: int) -> bool:
        """Set tokens aside; False where today's limit leaves no room for them. Never raises."""
        day = self._day(tenant)
        if self._clock() >= self._rest_until:
            owed, day.owed = day.owed, 0
            try:
                granted, day.used = await answered(self._ask(tenant, day.date, owed, tokens, limit), _WAIT_S)
            except CopilotError:
                day.owed += owed
                self._rest_until = self._clock() + _REST_S
            else:
                return granted
        if day.used + tokens > limit:
            return False
        day.used += tokens
        day.owed += tokens
        return True

    def settle(self, tenant: str, reserved: int, used: int) -> None:
        """Count what was used in place of what was set aside."""
        day = self._day(tenant)
        day.used += used - reserved
        day.owed += used - reserved
        if day.owed and self._clock() >= self._rest_until:
            task = asyncio.create_task(self._tell(tenant, day))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    def _day(self, tenant: str) -> _Day:
        today = self._today()
        day = self._days.get(tenant)
        if day is None or day.date != today:
            day = self._days[tenant] = _Day(today)
        return day

    async def _ask(self, tenant: str, date: str, owed: int, tokens: int, limit: int) -> tuple[bool, int]:
        key = TenantState(self._redis, tenant).llm_tokens(date)
        with talking():
            granted, used = await self._reserve(keys=[key], args=[owed, tokens, limit, _KEPT_S])
        return bool(granted), int(used)

    async def _tell(self, tenant: str, day: _Day) -> None:
        owed, day.owed = day.owed, 0
        try:
            with talking():
                await self._redis.incrby(TenantState(self._redis, tenant).llm_tokens(day.date), owed)
        except CopilotError:
            day.owed += owed
            self._rest_until = self._clock() + _REST_S


@dataclass(frozen=True)
class TenantPurse:
    """One tenant's tokens of today."""

    tokens: Tokens
    tenant: str
    limit: int

    async def reserve(self, tokens: int) -> bool:
        return await self.tokens.reserve(self.tenant, self.limit, tokens)

    def settle(self, reserved: int, used: int) -> None:
        self.tokens.settle(self.tenant, reserved, used)
