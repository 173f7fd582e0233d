from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rehearsed_target import RehearsedTarget


T = TypeVar("T", bound="RehearsalView")


@_attrs_define
class RehearsalView:
    """A post tried on the sandbox, with an answer for each target."""

    rehearsal_id: UUID
    post_id: UUID
    post_revision: int
    """ Of the post as it was tried; a later one was not. """
    requested_by: None | UUID
    requested_at: datetime.datetime
    targets: list[RehearsedTarget] | None
    """ Null until it has ended. Addresses are the sandbox's. """
    ended_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rehearsal_id = str(self.rehearsal_id)

        post_id = str(self.post_id)

        post_revision = self.post_revision

        requested_by: None | str
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        requested_at = self.requested_at.isoformat()

        targets: list[dict[str, Any]] | None
        if isinstance(self.targets, list):
            targets = []
            for targets_type_0_item_data in self.targets:
                targets_type_0_item = targets_type_0_item_data.to_dict()
                targets.append(targets_type_0_item)

        else:
            targets = self.targets

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rehearsal_id": rehearsal_id,
                "post_id": post_id,
                "post_revision": post_revision,
                "requested_by": requested_by,
                "requested_at": requested_at,
                "targets": targets,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rehearsed_target import RehearsedTarget  # noqa: PLC0415

        d = dict(src_dict)
        rehearsal_id = UUID(d.pop("rehearsal_id"))

        post_id = UUID(d.pop("post_id"))

        post_revision = d.pop("post_revision")

        def _parse_requested_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                requested_by_type_0 = UUID(data)

                return requested_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        requested_by = _parse_requested_by(d.pop("requested_by"))

        requested_at = datetime.datetime.fromisoformat(d.pop("requested_at"))

        def _parse_targets(data: object) -> list[RehearsedTarget] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                targets_type_0 = []
                _targets_type_0 = data
                for targets_type_0_item_data in _targets_type_0:
                    targets_type_0_item = RehearsedTarget.from_dict(targets_type_0_item_data)

                    targets_type_0.append(targets_type_0_item)

                return targets_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RehearsedTarget] | None, data)

        targets = _parse_targets(d.pop("targets"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        rehearsal_view = cls(
            rehearsal_id=rehearsal_id,
            post_id=post_id,
            post_revision=post_revision,
            requested_by=requested_by,
            requested_at=requested_at,
            targets=targets,
            ended_at=ended_at,
        )

        rehearsal_view.additional_properties = d
        return rehearsal_view

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
