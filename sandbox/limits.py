import math
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.settings import SettingsKeeper


@dataclass(frozen=True)
class Limit:
    """So many calls (or points) in a window of so many seconds."""

    name: str
    quota: int
    seconds: int


@dataclass(frozen=True)
class Window:
    limit: Limit
    remaining: int
    resets_at: float
    exceeded: bool

    @property
    def reset_second(self) -> int:
        return math.ceil(self.resets_at)


class RateLimits:
    """Windows that start with their first call. In memory: a restart forgives."""

    def __init__(self, settings: SettingsKeeper, now: Callable[[], float]) -> None:
        self._settings = settings
        self._now = now
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    def clear(self) -> None:
        self._windows.clear()

    def hit(self, limit: Limit, who: str, cost: int = 1) -> Window:
        """Take `cost` from the quota; a refused call takes nothing. When limits are off, nothing is ever refused."""
        now = self._now()
        started, used = self._windows.get((limit.name, who), (now, 0))
        if not started <= now < started + limit.seconds:
            started, used = now, 0
        exceeded = used + cost > limit.quota and self._settings.current.rate_limits
        if not exceeded:
            used += cost
        self._windows[limit.name, who] = (started, used)
        return Window(limit, max(limit.quota - used, 0), started + limit.seconds, exceeded)
