from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.post_view_approval import PostViewApproval, check_post_view_approval
from ..models.post_view_state import PostViewState, check_post_view_state

if TYPE_CHECKING:
    from ..models.schedule_view import ScheduleView
    from ..models.target_view import TargetView


T = TypeVar("T", bound="PostView")


@_attrs_define
class PostView:
    """A post: what goes out, where and when, and what became of it."""

    post_id: UUID
    state: PostViewState
    """ Follows from the targets' states. """
    revision: int
    """ What the ETag says. """
    request_id: None | UUID
    campaign_id: None | UUID
    content_item_id: None | UUID
    """ The content item it was made from. """
    content_version: int | None
    """ Which version of it. """
    content_hash: None | str
    """ Names exactly what goes out: that version's hash, or the post's own once it was changed. """
    approval: PostViewApproval
    """ `awaited`: what waits goes out only once somebody approved this content; `approved`: somebody did. """
    language: str
    schedule: ScheduleView
    """ When it goes out: what was asked for, and the instant that means. """
    grace_seconds: int
    """ How late it may still go out; later than that it is missed. """
    targets: list[TargetView]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    cancelled_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        post_id = str(self.post_id)

        state: str = self.state

        revision = self.revision

        request_id: None | str
        if isinstance(self.request_id, UUID):
            request_id = str(self.request_id)
        else:
            request_id = self.request_id

        campaign_id: None | str
        if isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        content_item_id: None | str
        if isinstance(self.content_item_id, UUID):
            content_item_id = str(self.content_item_id)
        else:
            content_item_id = self.content_item_id

        content_version: int | None
        content_version = self.content_version

        content_hash: None | str
        content_hash = self.content_hash

        approval: str = self.approval

        language = self.language

        schedule = self.schedule.to_dict()

        grace_seconds = self.grace_seconds

        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        cancelled_at: None | str
        if isinstance(self.cancelled_at, datetime.datetime):
            cancelled_at = self.cancelled_at.isoformat()
        else:
            cancelled_at = self.cancelled_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "post_id": post_id,
                "state": state,
                "revision": revision,
                "request_id": request_id,
                "campaign_id": campaign_id,
                "content_item_id": content_item_id,
                "content_version": content_version,
                "content_hash": content_hash,
                "approval": approval,
                "language": language,
                "schedule": schedule,
                "grace_seconds": grace_seconds,
                "targets": targets,
                "created_at": created_at,
                "updated_at": updated_at,
                "cancelled_at": cancelled_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.schedule_view import ScheduleView  # noqa: PLC0415
        from ..models.target_view import TargetView  # noqa: PLC0415

        d = dict(src_dict)
        post_id = UUID(d.pop("post_id"))

        state = check_post_view_state(d.pop("state"))

        revision = d.pop("revision")

        def _parse_request_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_id_type_0 = UUID(data)

                return request_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        request_id = _parse_request_id(d.pop("request_id"))

        def _parse_campaign_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id"))

        def _parse_content_item_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                content_item_id_type_0 = UUID(data)

                return content_item_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        content_item_id = _parse_content_item_id(d.pop("content_item_id"))

        def _parse_content_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        content_version = _parse_content_version(d.pop("content_version"))

        def _parse_content_hash(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        content_hash = _parse_content_hash(d.pop("content_hash"))

        approval = check_post_view_approval(d.pop("approval"))

        language = d.pop("language")

        schedule = ScheduleView.from_dict(d.pop("schedule"))

        grace_seconds = d.pop("grace_seconds")

        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = TargetView.from_dict(targets_item_data)

            targets.append(targets_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_cancelled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancelled_at_type_0 = datetime.datetime.fromisoformat(data)

                return cancelled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancelled_at = _parse_cancelled_at(d.pop("cancelled_at"))

        post_view = cls(
            post_id=post_id,
            state=state,
            revision=revision,
            request_id=request_id,
            campaign_id=campaign_id,
            content_item_id=content_item_id,
            content_version=content_version,
            content_hash=content_hash,
            approval=approval,
            language=language,
            schedule=schedule,
            grace_seconds=grace_seconds,
            targets=targets,
            created_at=created_at,
            updated_at=updated_at,
            cancelled_at=cancelled_at,
        )

        post_view.additional_properties = d
        return post_view

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
