"""Posts and their timelines as clients send and see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.api.views.metrics import PostMetrics
from services.gateway.api.views.schedules import ScheduleView
from services.gateway.domain.details import MediaIds, NewDetails
from services.gateway.domain.edits import Wish
from services.gateway.domain.handmade import NewPost
from services.gateway.domain.measurements import PostMeasurement
from services.gateway.domain.posts import Post, PostApproval, PostState, Target, TargetState
from services.gateway.domain.schedules import PostSchedule, Timing
from services.gateway.domain.texts import Language, Network, Text
from services.gateway.domain.timeline import Entry
from shared.events import ErrorClass, MediaObject, NetworkName, PostDetails, WhoMustAct

_MediaKeys = Annotated[
    list[Annotated[str, Text(300)]],
    Field(max_length=20, description="Pictures: `picture.key` of content requests."),
]


_Target = TypeVar("_Target", bound="NewTarget | TargetChange")


class _For(RequestBody):
    """One account, or every account of a network."""

    account_id: UUID | None = Field(default=None, description="One account.")
    network: Network | None = Field(default=None, description="Or every account of a network.")

    @model_validator(mode="after")
    def _one_of_both(self) -> "_For":
        if (self.account_id is None) == (self.network is None):
            raise ValueError("name either account_id or network")
        return self


def _one_kind_of_media(target: _Target) -> _Target:
    if target.media_keys and target.media:
        raise ValueError("name either media or media_keys")
    return target


class NewTarget(_For):
    """What one account, or every account of a network, gets."""

    text: Annotated[str, Text(100_000)] = Field(
        description="Exactly what is published.", examples=["Rain, and tea."]
    )
    media_keys: _MediaKeys = Field(default=[])
    media: MediaIds = Field(default=[])
    details: NewDetails | None = None

    _one_kind = model_validator(mode="after")(_one_kind_of_media)


class NewPostBody(RequestBody):
    """A post with texts of one's own."""

    campaign_id: UUID | None = None
    language: Language = "en"
    schedule: PostSchedule
    targets: list[NewTarget] = Field(min_length=1, max_length=100)

    def to_domain(self) -> NewPost:
        return NewPost(
            targets=tuple(wishes_of(self.targets)),
            schedule=self.schedule,
            campaign_id=self.campaign_id,
            language=self.language,
        )


class TargetChange(_For):
    """Another text, other media or other details; what is left out stays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"network": "mastodon", "text": "20 % off every tea until Sunday."}]}
    )

    text: Annotated[str, Text(100_000)] | None = None
    media_keys: _MediaKeys | None = None
    media: MediaIds | None = None
    details: NewDetails | None = Field(default=None, description="In place of all of the former.")

    _one_kind = model_validator(mode="after")(_one_kind_of_media)


class PostChanges(RequestBody):
    """Another time, other texts, or both; what is left out stays."""

    schedule: PostSchedule | None = None
    targets: list[TargetChange] = Field(default=[], max_length=100)

    @model_validator(mode="after")
    def _something(self) -> "PostChanges":
        if self.schedule is None and not self.targets:
            raise ValueError("says nothing to change; send schedule, targets or both")
        return self


class Retry(RequestBody):
    """Which failed targets are sent again, and with what."""

    account_ids: list[UUID] | None = Field(
        default=None, min_length=1, max_length=100, description="Only these; without it all that failed."
    )
    targets: list[TargetChange] = Field(
        default=[], max_length=100, description="Other texts, where the old ones were refused."
    )


class TargetProblemView(View):
    """Why it did not go out, is not known to have gone out, or still waits."""

    code: str = Field(description="Stable.")
    detail: str = Field(description="The network's own words.")
    error_class: ErrorClass | None
    who_must_act: WhoMustAct | None
    retry_can_help: bool | None


class TargetView(View):
    """One account the post goes to, and how that went."""

    account_id: UUID
    network: NetworkName
    state: TargetState = Field(
        description="`converting`: it waits until its media are made for the network; `awaiting_approval`: for a person's yes."
    )
    text: str
    media: list[MediaObject] = Field(
        description="As they were chosen; the network gets what is made of them."
    )
    details: PostDetails
    occurrence_at: datetime = Field(description="When it is due.")
    publication_id: UUID
    remote_id: str | None = Field(description="The network's own id.")
    url: str | None
    published_at: datetime | None
    removed_at: datetime | None = Field(
        description="When it was taken down again, on somebody's wish here.", examples=[None]
    )
    lateness_ms: int | None = Field(description="From being due to the network's acceptance.")
    attempts: int | None
    reconciled: bool | None = Field(description="Found by a look-up after an unknown outcome.")
    problem: TargetProblemView | None
    metrics: PostMetrics | None = Field(
        default=None,
        description="How it did when it was last seen; null before it was measured, and in the answers to changes.",
    )

    @classmethod
    def of(cls, target: Target, measured: PostMeasurement | None = None) -> "TargetView":
        return cls.model_validate(target).model_copy(update={"metrics": PostMetrics.of(measured)})


class PostView(BaseModel):
    """A post: what goes out, where and when, and what became of it."""

    post_id: UUID
    state: PostState = Field(description="Follows from the targets' states.")
    revision: int = Field(description="What the ETag says.")
    request_id: UUID | None
    campaign_id: UUID | None
    content_item_id: UUID | None = Field(description="The content item it was made from.")
    content_version: int | None = Field(description="Which version of it.")
    content_hash: str | None = Field(
        description="Names exactly what goes out: that version's hash, or the post's own once it was changed.",
        examples=["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    )
    approval: PostApproval = Field(
        description="`awaited`: what waits goes out only once somebody approved this content; `approved`: somebody did."
    )
    language: str
    schedule: ScheduleView
    grace_seconds: int = Field(description="How late it may still go out; later than that it is missed.")
    targets: list[TargetView]
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None

    @classmethod
    def of(cls, post: Post, measured: Mapping[UUID, PostMeasurement] = MappingProxyType({})) -> "PostView":
        """As clients see it, with how its publications did when they were last seen."""
        timing = Timing(post.schedule_kind, post.due_at, post.local_time, post.time_zone)
        return cls(
            post_id=post.post_id,
            state=post.state,
            revision=post.revision,
            request_id=post.request_id,
            campaign_id=post.campaign_id,
            content_item_id=post.content_item_id,
            content_version=post.content_version,
            content_hash=post.content_hash,
            approval=post.approval,
            language=post.language,
            schedule=ScheduleView.of(timing),
            grace_seconds=post.grace_seconds,
            targets=[TargetView.of(target, measured.get(target.publication_id)) for target in post.targets],
            created_at=post.created_at,
            updated_at=post.updated_at,
            cancelled_at=post.cancelled_at,
        )


class EntryView(BaseModel):
    """One thing that happened."""

    event_id: UUID
    kind: str = Field(description="Such as content.generated, post.scheduled, post.published.")
    at: datetime
    explanation: str = Field(description="What happened, for a person.")
    network: NetworkName | None
    account_id: UUID | None
    handle: str | None = Field(description="The account as its network names it.")
    publication_id: UUID | None
    lateness_ms: int | None
    correlation_id: str = Field(description="The same from the request to the publication.")
    causation_id: str | None = Field(description="The event or request this follows from.")


class TimelineView(BaseModel):
    """A life, in the order of time."""

    request_id: UUID | None
    post_id: UUID | None
    state: str
    entries: list[EntryView]


def timeline_view(
    entries: Iterable[tuple[Entry, str | None]], *, request_id: UUID | None, post_id: UUID | None, state: str
) -> TimelineView:
    return TimelineView(
        request_id=request_id,
        post_id=post_id,
        state=state,
        entries=[
            EntryView(
                event_id=entry.event_id,
                kind=entry.kind,
                at=entry.at,
                explanation=entry.explanation,
                network=entry.network,
                account_id=entry.account_id,
                handle=handle,
                publication_id=entry.publication_id,
                lateness_ms=entry.lateness_ms,
                correlation_id=entry.correlation_id,
                causation_id=entry.causation_id,
            )
            for entry, handle in entries
        ],
    )


def wishes_of(targets: Sequence[NewTarget | TargetChange]) -> list[Wish]:
    """Targets, or changes of them, as the domain takes them."""
    return [
        Wish(
            f"/targets/{position}",
            target.account_id,
            target.network,
            target.text,
            None if target.media_keys is None else tuple(target.media_keys),
            None if target.media is None else tuple(target.media),
            target.details,
        )
        for position, target in enumerate(targets)
    ]
