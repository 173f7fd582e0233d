import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request

from sandbox.accounts import Account, Accounts
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.limits import RateLimits
from sandbox.media import MediaShelf
from sandbox.posts import Posts
from sandbox.settings import Settings, SettingsKeeper
from sandbox.store import Store
from sandbox.tokens import Token, Tokens

TABLES = (
    "idempotency",
    "segments",
    "media",
    "posts",
    "tokens",
    "clients",
    "roles",
    "accounts",
    "faults",
    "request_counts",
)


class State:
    """Everything the sandbox knows, in one folder; each network reads and writes it through these parts."""

    def __init__(
        self, data: Path, public_url: str | None = None, real_time: Callable[[], float] = time.time
    ) -> None:
        self._real_time = real_time
        self._public_url = public_url.rstrip("/") if public_url else None
        # How often everything was forgotten: a call that was under way then is forgotten with it.
        self.wiped = 0
        self.store = Store(data / "sandbox.sqlite")
        self.files = Files(data / "media")
        self._keeper = SettingsKeeper(self.store)
        self.faults = Faults(self.store)
        self.limits = RateLimits(self._keeper, self.now)
        self.accounts = Accounts(self.store, self.now)
        self.tokens = Tokens(self.store, self.now)
        self.posts = Posts(self.store, self.now)
        self.media = MediaShelf(self.store, self.now)

    @property
    def settings(self) -> Settings:
        return self._keeper.current

    def change_settings(self, changes: dict[str, object]) -> Settings:
        return self._keeper.change(changes)

    def now(self) -> float:
        return self._real_time() + self._keeper.current.clock_offset_seconds

    def now_datetime(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def public_url(self, request: Request) -> str:
        """Where people reach the sandbox, without a slash at the end: as told at start, else as this request did."""
        return self._public_url or str(request.base_url).rstrip("/")

    def account_of(self, token: Token | None) -> Account | None:
        """Whose token it is; nobody's where it was not given for an account."""
        return self.accounts.by_id(token.account_id) if token and token.account_id else None

    def count(self, call: str, outcome: str) -> None:
        self.store.execute(
            "INSERT INTO request_counts (call, outcome, requests) VALUES (?, ?, 1)"
            " ON CONFLICT (call, outcome) DO UPDATE SET requests = requests + 1",
            call,
            outcome,
        )

    def wipe(self) -> None:
        """Forget everything but the settings."""
        self.wiped += 1
        with self.store.transaction():
            for table in TABLES:
                self.store.execute(f"DELETE FROM {table}")  # noqa: S608  # names from the tuple above
        self.limits.clear()
        self.files.clear()

    def close(self) -> None:
        self.store.close()
