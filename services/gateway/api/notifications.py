"""What the caller was told: /v1/notifications, and what they want to be told: /v1/notification-preferences."""

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field, StrictBool, model_validator

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.domain.event_types import EventType
from services.gateway.domain.notifications import NOTIFYING, Choice, Notification, Settings, clock_text
from services.gateway.domain.texts import Text
from services.gateway.usecases.notifications import Notifications

router = APIRouter(prefix="/v1", tags=["Notifications"])

UseCases = Annotated[Notifications, Depends(provided(Notifications))]
ClockTime = Annotated[
    str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"], description="Local time.")
]
_MOST_AT_ONCE = 200


class NotificationView(View):
    """Something the caller was told."""

    notification_id: UUID
    type: str = Field(description="Of the event.", examples=["post.failed"])
    title: str = Field(examples=["A post on mastodon as @acme@mastodon.example: failed"])
    body: str = Field(examples=["Text character limit of 500 exceeded"])
    subject: str | None = Field(
        description="What it is about, such as a post's id.",
        examples=["0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"],
    )
    data: dict[str, Any] = Field(
        description="Of the event.", examples=[{"post_id": "0199d2a1-7c3e-7b5f-8a2d-3f1c9e5b7a10"}]
    )
    created_at: datetime
    read_at: datetime | None
    archived_at: datetime | None

    @classmethod
    def of(cls, one: Notification) -> "NotificationView":
        title, body = one.words
        return cls(
            notification_id=one.notification_id,
            type=one.type,
            title=title,
            body=body,
            subject=one.subject,
            data=one.data,
            created_at=one.created_at,
            read_at=one.read_at,
            archived_at=one.archived_at,
        )


class Marks(RequestBody):
    """What to mark; what is left out stays."""

    read: StrictBool | None = Field(default=None, examples=[True])
    archived: StrictBool | None = None

    @model_validator(mode="after")
    def _marks_something(self) -> "Marks":
        if self.read is None and self.archived is None:
            raise ValueError("name read or archived")
        return self


class ManyMarks(Marks):
    """What to mark of many at once."""

    notification_ids: list[UUID] | None = Field(
        default=None,
        min_length=1,
        max_length=_MOST_AT_ONCE,
        description="These; those that are not yours are passed over. Left out: all.",
        examples=[None],
    )
    until: UUID | None = Field(
        default=None,
        description="Only up to this one: what came after the caller looked stays unread.",
        examples=[None],
    )


class Changed(BaseModel):
    """How many are otherwise than before."""

    changed: int = Field(examples=[12])


class Unread(BaseModel):
    """How many are unread."""

    unread: int = Field(description="1000 stands for as many or more.", examples=[3])


@router.get("/notifications", summary="List notifications")
async def list_notifications(
    caller: SignedIn,
    notifications: UseCases,
    transactions: Transactions,
    page: PageQuery,
    unread: Annotated[bool | None, Query(description="Only unread ones, or only read ones.")] = None,
    archived: Annotated[bool, Query(description="Archived ones instead.")] = False,  # noqa: FBT002  FastAPI names it
    types: Annotated[
        list[Annotated[str, Text(64)]] | None,
        Query(max_length=50, description="Only of these types.", examples=[["post.failed"]]),
    ] = None,
) -> Page[NotificationView]:
    """One's own in this organisation, newest first; they are kept for 90 days."""
    filters = {"unread": unread, "archived": archived, "types": sorted(types or [])}
    async with transactions.work(caller.organization_id) as work:
        rows = await notifications.page(
            work,
            caller,
            after=page.after_id(filters),
            unread=unread,
            archived=archived,
            types=types or [],
            limit=page.fetch,
        )
    return page.answer(
        rows, view=NotificationView.of, key=lambda one: (str(one.notification_id),), filters=filters
    )


@router.get("/notifications/unread", summary="Count unread notifications")
async def get_unread_count(caller: SignedIn, notifications: UseCases, transactions: Transactions) -> Unread:
    """For the number on the bell."""
    async with transactions.work(caller.organization_id) as work:
        return Unread(unread=await notifications.unread(work, caller))


@router.post("/notifications/marks", summary="Mark many notifications")
async def mark_notifications(
    body: ManyMarks, caller: SignedIn, notifications: UseCases, transactions: Transactions
) -> Changed:
    """Read, unread, archived or not: those that are named, or all. Again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        changed = await notifications.change_all(
            work, caller, body.notification_ids, body.until, read=body.read, archived=body.archived
        )
    return Changed(changed=changed)


@router.get("/notifications/{notification_id}", summary="Get a notification")
async def get_notification(
    notification_id: UUID, caller: SignedIn, notifications: UseCases, transactions: Transactions
) -> NotificationView:
    """One of one's own."""
    async with transactions.work(caller.organization_id) as work:
        return NotificationView.of(await notifications.get(work, caller, notification_id))


@router.patch("/notifications/{notification_id}", summary="Mark a notification")
async def mark_notification(
    notification_id: UUID,
    body: Marks,
    caller: SignedIn,
    notifications: UseCases,
    transactions: Transactions,
) -> NotificationView:
    """Read, unread, archived or not. Again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        marked = await notifications.change(
            work, caller, notification_id, read=body.read, archived=body.archived
        )
    return NotificationView.of(marked)


class QuietHours(RequestBody):
    """No e-mail between these, by the clock where the person is; over midnight too."""

    begins: ClockTime
    ends: ClockTime

    @model_validator(mode="after")
    def _last_a_while(self) -> "QuietHours":
        if self.begins == self.ends:
            raise ValueError("begins and ends are the same; turn e-mail off instead")
        return self


class Channels(RequestBody):
    """Where somebody wants to be told of one type of event; null: as it is by default."""

    in_app: StrictBool | None = Field(default=None, examples=[True])
    email: StrictBool | None = Field(default=None, examples=[False])


class PreferenceChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    email: StrictBool | None = Field(default=None, description="Whether at all.", examples=[True])
    quiet_hours: QuietHours | None = Field(default=None, description="null: none.")
    digest_at: ClockTime | None = Field(
        default=None, description="Everything of a day in one mail, at this time; null: as it happens."
    )
    events: dict[str, Channels] = Field(
        default_factory=dict,
        max_length=200,
        description="By type.",
        examples=[{"post.published": {"in_app": False, "email": None}}],
    )

    @property
    def times(self) -> dict[str, Any]:
        """As the domain names them."""
        found: dict[str, Any] = {}
        if self.email is not None:
            found["email"] = self.email
        if "digest_at" in self.model_fields_set:
            found["digest_at"] = _time(self.digest_at)
        if "quiet_hours" in self.model_fields_set:
            quiet = self.quiet_hours
            found["quiet_begins"] = None if quiet is None else _time(quiet.begins)
            found["quiet_ends"] = None if quiet is None else _time(quiet.ends)
        return found

    @property
    def choices(self) -> dict[str, Choice]:
        return {name: Choice(one.in_app, one.email) for name, one in self.events.items()}


class EventPreference(View):
    """Where the caller is told of one type of event."""

    type: str = Field(examples=["post.failed"])
    summary: str = Field(examples=["A publication is live on its network."])
    in_app: bool
    email: bool
    in_app_by_default: bool
    email_by_default: bool


class QuietHoursView(View):
    """When there is no e-mail."""

    begins: str = Field(examples=["22:00"])
    ends: str = Field(examples=["07:00"])


class PreferencesView(View):
    """What the caller wants to be told in this organisation."""

    email: bool
    quiet_hours: QuietHoursView | None
    digest_at: str | None = Field(examples=["08:00"])
    time_zone: str = Field(description="Of the caller's profile.", examples=["Asia/Kolkata"])
    events: list[EventPreference]

    @classmethod
    def of(cls, settings: Settings) -> "PreferencesView":
        times = settings.times
        begins, ends = clock_text(times.quiet_begins), clock_text(times.quiet_ends)
        quiet = None if begins is None or ends is None else QuietHoursView(begins=begins, ends=ends)
        return cls(
            email=times.email,
            quiet_hours=quiet,
            digest_at=clock_text(times.digest_at),
            time_zone=settings.time_zone,
            events=[_event(one, settings.choices.get(one.name, Choice())) for one in NOTIFYING],
        )


@router.get("/notification-preferences", response_model=PreferencesView, summary="Get preferences")
async def get_notification_preferences(
    caller: SignedIn,
    notifications: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | PreferencesView:
    """Every type that people are told of, and where the caller is. Each organisation has its own."""
    async with transactions.work(caller.organization_id) as work:
        settings = await notifications.settings(work, caller)
    return not_modified(known, response, settings.revision) or PreferencesView.of(settings)


@router.patch("/notification-preferences", summary="Change preferences")
async def update_notification_preferences(
    body: PreferenceChanges,
    caller: SignedIn,
    notifications: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> PreferencesView:
    """Fields and types left out stay as they are."""
    async with transactions.work(caller.organization_id) as work:
        settings = await notifications.set(work, caller, condition, body.times, body.choices)
    response.headers["ETag"] = entity_tag(settings.revision)
    return PreferencesView.of(settings)


def _event(event_type: EventType, choice: Choice) -> EventPreference:
    return EventPreference(
        type=event_type.name,
        summary=event_type.summary,
        in_app=choice.shown(),
        email=choice.mailed(event_type),
        in_app_by_default=True,
        email_by_default=event_type.by_email,
    )


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
