from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.wish_view_action import WishViewAction, check_wish_view_action
from ..models.wish_view_state import WishViewState, check_wish_view_state
from ..models.wish_view_who_must_act_type_0 import (
    WishViewWhoMustActType0,
    check_wish_view_who_must_act_type_0,
)

T = TypeVar("T", bound="WishView")


@_attrs_define
class WishView:
    """What a person asked of a publication, and what became of it."""

    wish_id: UUID
    publication_id: UUID
    action: WishViewAction
    url: None | str
    text: None | str
    requested_by: None | UUID
    requested_at: datetime.datetime
    state: WishViewState
    code: None | str
    detail: None | str
    who_must_act: None | WishViewWhoMustActType0
    ended_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        wish_id = str(self.wish_id)

        publication_id = str(self.publication_id)

        action: str = self.action

        url: None | str
        url = self.url

        text: None | str
        text = self.text

        requested_by: None | str
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        requested_at = self.requested_at.isoformat()

        state: str = self.state

        code: None | str
        code = self.code

        detail: None | str
        detail = self.detail

        who_must_act: None | str
        if isinstance(self.who_must_act, str):
            who_must_act = self.who_must_act
        else:
            who_must_act = self.who_must_act

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "wish_id": wish_id,
                "publication_id": publication_id,
                "action": action,
                "url": url,
                "text": text,
                "requested_by": requested_by,
                "requested_at": requested_at,
                "state": state,
                "code": code,
                "detail": detail,
                "who_must_act": who_must_act,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        wish_id = UUID(d.pop("wish_id"))

        publication_id = UUID(d.pop("publication_id"))

        action = check_wish_view_action(d.pop("action"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))

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

        state = check_wish_view_state(d.pop("state"))

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code"))

        def _parse_detail(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        detail = _parse_detail(d.pop("detail"))

        def _parse_who_must_act(data: object) -> None | WishViewWhoMustActType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                who_must_act_type_0 = check_wish_view_who_must_act_type_0(data)

                return who_must_act_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WishViewWhoMustActType0, data)

        who_must_act = _parse_who_must_act(d.pop("who_must_act"))

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

        wish_view = cls(
            wish_id=wish_id,
            publication_id=publication_id,
            action=action,
            url=url,
            text=text,
            requested_by=requested_by,
            requested_at=requested_at,
            state=state,
            code=code,
            detail=detail,
            who_must_act=who_must_act,
            ended_at=ended_at,
        )

        wish_view.additional_properties = d
        return wish_view

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
