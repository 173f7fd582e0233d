"""A small real service: it keeps the highest revision of each post and tells that it is due."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from prometheus_client import CollectorRegistry

from shared.consuming import Received, RecordRefusedError, Route
from shared.events import PostDue, PostScheduled
from shared.ids import publication_id
from shared.metrics import CoreMetrics
from shared.postgres import Database
from shared.service import Service
from shared.settings import KafkaSettings, ServiceName, ServiceSettings
from shared.unit_of_work import UnitOfWork

MIGRATIONS = Path(__file__).parent / "counting_migrations"

REFUSED = frozenset({"refuse me"})

_PLAN = """
insert into posts (post_id, revision, text)
select * from unnest($1::uuid[], $2::int[], $3::text[])
on conflict (post_id) do update set revision = excluded.revision, text = excluded.text
where posts.revision < excluded.revision
"""


class Settings(ServiceSettings):
    service: ClassVar[ServiceName] = "scheduler"


async def plan(work: UnitOfWork, received: Sequence[Received[PostScheduled]]) -> None:
    newest = {r.data.post_id: r for r in sorted(received, key=lambda r: r.data.revision)}
    for one in received:
        if one.data.targets[0].text in REFUSED:
            raise RecordRefusedError(one, "this text is refused")
        if one.data.targets[0].text == "break the handler":
            raise RuntimeError("a defect that one record brings out")
    await work.connection.execute(
        _PLAN,
        list(newest),
        [r.data.revision for r in newest.values()],
        [r.data.targets[0].text for r in newest.values()],
    )
    for one in newest.values():
        work.tell(due_event(one.data), cause=one.envelope)


def due_event(post: PostScheduled) -> PostDue:
    target = post.targets[0]
    return PostDue(
        organization_id=post.organization_id,
        publication_id=publication_id(post.post_id, target.account_id, target.occurrence_at),
        post_id=post.post_id,
        account_id=target.account_id,
        network=target.network,
        revision=post.revision,
        due_at=target.occurrence_at,
        text=target.text,
        emitted_at=target.occurrence_at,
    )


def create_app(database_url: str, kafka: KafkaSettings, instance: str = "1") -> Service:
    settings = Settings(database_url=database_url, port=1, instance=instance, kafka=kafka)
    database = Database(database_url, application_name="counting")
    return Service(
        settings,
        database=database,
        metrics=CoreMetrics(CollectorRegistry()),
        migrations=MIGRATIONS,
        routes=[Route(PostScheduled, plan)],
    )
