from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.gateway.tests.conftest import Person
from services.gateway.tests.neighbours import Neighbours
from shared.events import AnalyticsRolled
from shared.testing.waiting import eventually

PATH = "/v1/analytics/overview"


def rolled(person: Person, figures_of: str, revision: int, published: int, **figures: Any) -> AnalyticsRolled:
    given: dict[str, Any] = {
        "period": date(2026, 3, 2),
        "due": published,
        "failed": 0,
        "uncertain": 0,
        "missed": 0,
        "lateness_ms_sum": published * 50,
        "lateness_ms_max": 80,
        "lateness_count": published,
        "rolled_at": datetime(2026, 3, 2, 12, tzinfo=UTC),
    }
    return AnalyticsRolled(
        organization_id=UUID(person.organization_id),
        figures_of=figures_of,
        revision=revision,
        published=published,
        **{**given, **figures},
    )


async def test_the_overview_follows_analytics(
    person: Person, stranger: Person, neighbours: Neighbours
) -> None:
    """By network, campaign and day; a lower revision that comes late changes nothing; nobody else sees it."""
    campaign = (await person.http.post("/v1/campaigns", json={"name": "Rain"})).json()["campaign_id"]
    await neighbours.tell(rolled(person, "network:x", 1, 4))
    await neighbours.tell(rolled(person, f"campaign:{campaign}", 1, 4))
    await neighbours.tell(rolled(person, "organization", 5, 4, failed=1), times=10)
    await neighbours.tell(rolled(person, "organization", 4, 1))
    await neighbours.tell(rolled(person, "organization", 1, 2, period=date(2026, 3, 3)))
    march = {"from": "2026-03-01", "to": "2026-03-31"}

    async def overview() -> dict[str, Any]:
        found: dict[str, Any] = (await person.http.get(PATH, params=march)).json()
        complete = len(found["days"]) == 2 and found["networks"] and found["campaigns"]
        return found if complete else {}

    found = await eventually(overview)
    assert (found["totals"]["published"], found["totals"]["failed"]) == (6, 1)
    assert found["totals"]["success_rate"] == 6 / 7
    assert (found["totals"]["lateness_ms_mean"], found["totals"]["lateness_ms_max"]) == (50, 80)
    assert [(day["day"], day["published"]) for day in found["days"]] == [("2026-03-02", 4), ("2026-03-03", 2)]
    assert [(one["network"], one["published"]) for one in found["networks"]] == [("x", 4)]
    assert [(one["name"], one["campaign_id"]) for one in found["campaigns"]] == [("Rain", campaign)]

    others = (await stranger.http.get(PATH, params=march)).json()
    assert (others["totals"]["published"], others["days"]) == (0, [])


async def test_days_the_wrong_way_round_are_refused(person: Person) -> None:
    """422, as for more than a year; without any, the last thirty days."""
    wrong = await person.http.get(PATH, params={"from": "2026-03-02", "to": "2026-03-01"})
    long = await person.http.get(PATH, params={"from": "2020-01-01", "to": "2026-03-01"})
    early = await person.http.get(PATH, params={"to": "0001-01-01"})
    none = await person.http.get(PATH)

    assert [wrong.status_code, long.status_code, early.status_code, none.status_code] == [422, 422, 422, 200]
    assert none.json()["totals"]["success_rate"] is None
