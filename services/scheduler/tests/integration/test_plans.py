"""Any sequence of what other services tell, against a simple model; on a real PostgreSQL."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.scheduler.tests import accounts
from services.scheduler.tests.plans import Plans, open_plans
from services.scheduler.tests.posts import post, target
from shared.events import PostScheduled, PostTarget
from shared.ids import new_id, publication_id

_NOW = datetime.now(UTC)
INSTANTS = {
    "beyond grace": _NOW - timedelta(hours=2),
    "late": _NOW - timedelta(minutes=5),
    "due": _NOW - timedelta(seconds=1),
    "later": _NOW + timedelta(days=1),
    "much later": _NOW + timedelta(days=2),
}
ACCOUNTS = 2
Place = tuple[int, str]  # which account, which instant

_places = st.tuples(st.integers(0, ACCOUNTS - 1), st.sampled_from(sorted(INSTANTS)))
_steps = st.one_of(
    st.tuples(st.just("plan"), st.integers(1, 8), st.frozensets(_places, max_size=4)),
    st.tuples(st.just("settle")),
    st.tuples(st.just("degrade"), st.integers(0, ACCOUNTS - 1)),
    st.tuples(st.just("disconnect"), st.integers(0, ACCOUNTS - 1)),
    st.tuples(st.just("connect"), st.integers(0, ACCOUNTS - 1)),
    st.tuples(st.just("outcome"), _places, st.sampled_from(["published", "rejected", "uncertain"])),
)


@dataclass
class Model:
    """What the README says, in a few lines."""

    revision: int = 0
    planned: frozenset[Place] = frozenset()
    states: dict[Place, str] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    told: list[Place] = field(default_factory=list)

    def plan(self, revision: int, places: frozenset[Place]) -> None:
        if revision <= self.revision:
            return
        for place in self.planned - places:
            if self.states[place] in {"waiting", "held"}:
                self.states[place] = "cancelled"
        for place in places:
            if self.states.get(place) not in {"told", "missed"}:
                self.states[place] = "waiting"
        self.revision, self.planned = revision, places

    def settle(self) -> None:
        for place, state in list(self.states.items()):
            account, instant = place
            if state != "waiting" or instant in {"later", "much later"}:
                continue
            if instant == "beyond grace":
                self.states[place] = "missed"
            elif account in self.held:
                self.states[place] = "held"
            else:
                self.states[place] = "told"
                self.told.append(place)

    def degrade(self, account: int) -> None:
        self.held.add(account)

    disconnect = degrade

    def connect(self, account: int) -> None:
        self.held.discard(account)
        for place, state in self.states.items():
            if state == "held" and place[0] == account:
                self.states[place] = "waiting"

    def outcome(self, place: Place, _said: str) -> None:
        if self.states.get(place) != "missed":
            self.states[place] = "told"


class Events:
    """The same steps, as other services tell them; of one post and its accounts."""

    def __init__(self) -> None:
        self.organization_id, self.post_id = new_id(), new_id()
        self._accounts = [new_id() for _ in range(ACCOUNTS)]
        self._revision = 0

    def publication(self, place: Place) -> UUID:
        return publication_id(self.post_id, self._accounts[place[0]], INSTANTS[place[1]])

    def _target(self, place: Place) -> PostTarget:
        return target(INSTANTS[place[1]], account_id=self._accounts[place[0]])

    def plan(self, revision: int, places: frozenset[Place]) -> PostScheduled:
        planned = post(
            *map(self._target, sorted(places)),
            post_id=self.post_id,
            organization_id=self.organization_id,
            revision=revision,
        )
        return planned if places else planned.model_copy(update={"state": "cancelled"})

    def degrade(self, account: int) -> Any:
        return self._of_account(accounts.degraded, account)

    def disconnect(self, account: int) -> Any:
        return self._of_account(accounts.disconnected, account)

    def connect(self, account: int) -> Any:
        return self._of_account(accounts.connected, account)

    def outcome(self, place: Place, said: Literal["published", "rejected", "uncertain"]) -> Any:
        return accounts.outcome(self.plan(1, frozenset({place})), self._target(place), said)

    def _of_account(self, event: Callable[[UUID, UUID, int], Any], account: int) -> Any:
        self._revision += 1
        return event(self.organization_id, self._accounts[account], self._revision)


@pytest.fixture
async def plans(database_url: str) -> AsyncIterator[Plans]:
    async with open_plans(database_url) as opened:
        yield opened


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=True,
)
@given(steps=st.lists(_steps, max_size=12))
@example(  # cancelled, planned again at the same instant: it goes out after all
    steps=[
        ("plan", 1, frozenset({(0, "due")})),
        ("plan", 2, frozenset()),
        ("plan", 3, frozenset({(0, "due")})),
    ]
)
@example(  # told, then cancelled and planned again: not a second time
    steps=[
        ("plan", 1, frozenset({(0, "due")})),
        ("settle",),
        ("plan", 2, frozenset()),
        ("plan", 3, frozenset({(0, "due")})),
    ]
)
@example(  # taken out while its account was held, then connected: stays out
    steps=[
        ("degrade", 0),
        ("plan", 1, frozenset({(0, "due")})),
        ("settle",),
        ("plan", 2, frozenset({(1, "late")})),
        ("connect", 0),
    ]
)
async def test_whatever_is_told_in_whatever_order_the_plan_is_what_the_model_says(
    plans: Plans, steps: list[tuple[Any, ...]]
) -> None:
    """Revisions, reschedules, cancellations, holds and outcomes; each step twice; nothing is told twice."""
    model, events = Model(), Events()

    for name, *arguments in [*steps, ("settle",)]:
        getattr(model, name)(*arguments)
        if name == "settle":
            await plans.settle()
        else:
            event = getattr(events, name)(*arguments)
            await plans.take(event, event)
        states = await plans.states(events.post_id)
        assert states == {events.publication(place): state for place, state in model.states.items()}

    told = [event.publication_id for event in await plans.told() if event.post_id == events.post_id]
    assert sorted(told) == sorted(events.publication(place) for place in model.told)
    assert len(told) == len(set(told))
