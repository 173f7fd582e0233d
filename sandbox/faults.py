import json
import random
import sqlite3
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sandbox.store import Store

Mode = Literal[
    "rate_limited",
    "server_error",
    "slow",
    "accept_then_drop",
    "drop_before_accept",
    "malformed",
    "expire_tokens",
    "unauthorized",
    "revoked",
    "checkpoint",
    "quota",
    "processing_failed",
]


class Fault(BaseModel):
    """A stated way to fail: of the calls that match, skip `after`, then fail `times` (null: until removed)."""

    model_config = ConfigDict(extra="forbid")

    network: str
    call: str | None = None
    mode: Mode
    times: int | None = Field(default=1, ge=1)
    after: int = Field(default=0, ge=0)
    probability: float = Field(default=1.0, gt=0, le=1)
    seed: int = 0
    account: str | None = None
    seconds: float = Field(default=1.0, ge=0, le=86_400)
    """slow: the delay. rate_limited: until the reset."""
    status: int = Field(default=503, ge=500, le=599)
    """server_error: the status to answer."""
    variant: Literal["json", "html", "content"] = "json"
    """malformed: JSON without the fields, a page of HTML, or (openai) the right envelope around broken content."""
    accepted: bool = False
    """server_error, malformed: do the work first, so that what is answered says nothing of what happened."""

    @model_validator(mode="after")
    def _name_the_call_in_full(self) -> "Fault":
        if self.call in {"", "*"}:
            self.call = None
        if self.call is not None and not self.call.startswith(f"{self.network}."):
            self.call = f"{self.network}.{self.call}"
        return self

    @model_validator(mode="after")
    def _accept_only_where_the_answer_is_ours(self) -> "Fault":
        if self.accepted and self.mode not in {"server_error", "malformed"}:
            raise ValueError("accepted goes with server_error and malformed only")
        return self

    def concerns(self, call: str, account: str | None) -> bool:
        if self.account is not None and self.account != account:
            return False
        return call == self.call if self.call else call.startswith(f"{self.network}.")

    def strikes(self, seen: int, fired: int) -> bool:
        """Whether the call that comes after `seen` matching ones fails. The same seed gives the same run."""
        if seen < self.after or (self.times is not None and fired >= self.times):
            return False
        return random.Random(f"{self.seed}:{seen}").random() < self.probability  # noqa: S311  # a script of failures, not a secret


class Faults:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, fault: Fault) -> int:
        cursor = self._store.execute("INSERT INTO faults (document) VALUES (?)", fault.model_dump_json())
        return int(cursor.lastrowid or 0)

    def listed(self) -> list[dict[str, object]]:
        return [_described(row) for row in self._store.all("SELECT * FROM faults ORDER BY id")]

    def remove(self, fault_id: int | None) -> int:
        """Remove one, or all when no id is given; how many there were."""
        if fault_id is None:
            return self._store.execute("DELETE FROM faults").rowcount
        return self._store.execute("DELETE FROM faults WHERE id = ?", fault_id).rowcount

    def strike(self, call: str, account: str | None) -> Fault | None:
        """The fault for this call, if any; counted before the call is worked on, so a restart keeps the count."""
        with self._store.transaction():
            for row in self._store.all("SELECT * FROM faults ORDER BY id"):
                fault = Fault.model_validate_json(row["document"])
                if not fault.concerns(call, account):
                    continue
                struck = fault.strikes(row["seen"], row["fired"])
                self._store.execute(
                    "UPDATE faults SET seen = seen + 1, fired = fired + ? WHERE id = ?",
                    int(struck),
                    row["id"],
                )
                if struck:
                    return fault
        return None


def _described(row: sqlite3.Row) -> dict[str, object]:
    return {"id": row["id"], **json.loads(row["document"]), "seen": row["seen"], "fired": row["fired"]}
