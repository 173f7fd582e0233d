from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.delivery_view_state import DeliveryViewState, check_delivery_view_state

T = TypeVar("T", bound="DeliveryView")


@_attrs_define
class DeliveryView:
    """An event on its way to a webhook, or there."""

    delivery_id: UUID
    webhook_id: UUID
    event_id: UUID
    """ `webhook-id` of the message: the same at every attempt. """
    type_: str
    occurred_at: datetime.datetime
    state: DeliveryViewState
    """ `waiting` for its first or next attempt, or for an earlier event of the same subject. `failed`: given up
    after ten attempts. `discarded`: dropped when the webhook was enabled again. """
    attempts: int
    """ Since it was last asked for. """
    next_at: datetime.datetime | None
    """ When it is tried next, at the earliest. """
    ended_at: datetime.datetime | None
    last_status: int | None
    """ Of the last answer. """
    last_error: None | str
    """ Code of the last failure. """
    last_latency_ms: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        delivery_id = str(self.delivery_id)

        webhook_id = str(self.webhook_id)

        event_id = str(self.event_id)

        type_ = self.type_

        occurred_at = self.occurred_at.isoformat()

        state: str = self.state

        attempts = self.attempts

        next_at: None | str
        if isinstance(self.next_at, datetime.datetime):
            next_at = self.next_at.isoformat()
        else:
            next_at = self.next_at

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        last_status: int | None
        last_status = self.last_status

        last_error: None | str
        last_error = self.last_error

        last_latency_ms: int | None
        last_latency_ms = self.last_latency_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "delivery_id": delivery_id,
                "webhook_id": webhook_id,
                "event_id": event_id,
                "type": type_,
                "occurred_at": occurred_at,
                "state": state,
                "attempts": attempts,
                "next_at": next_at,
                "ended_at": ended_at,
                "last_status": last_status,
                "last_error": last_error,
                "last_latency_ms": last_latency_ms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        delivery_id = UUID(d.pop("delivery_id"))

        webhook_id = UUID(d.pop("webhook_id"))

        event_id = UUID(d.pop("event_id"))

        type_ = d.pop("type")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        state = check_delivery_view_state(d.pop("state"))

        attempts = d.pop("attempts")

        def _parse_next_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_at = _parse_next_at(d.pop("next_at"))

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

        def _parse_last_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last_status = _parse_last_status(d.pop("last_status"))

        def _parse_last_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_error = _parse_last_error(d.pop("last_error"))

        def _parse_last_latency_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last_latency_ms = _parse_last_latency_ms(d.pop("last_latency_ms"))

        delivery_view = cls(
            delivery_id=delivery_id,
            webhook_id=webhook_id,
            event_id=event_id,
            type_=type_,
            occurred_at=occurred_at,
            state=state,
            attempts=attempts,
            next_at=next_at,
            ended_at=ended_at,
            last_status=last_status,
            last_error=last_error,
            last_latency_ms=last_latency_ms,
        )

        delivery_view.additional_properties = d
        return delivery_view

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
