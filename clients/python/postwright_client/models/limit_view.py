from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.limit_view_limit import LimitViewLimit, check_limit_view_limit

if TYPE_CHECKING:
    from ..models.network_share import NetworkShare
    from ..models.user_share import UserShare


T = TypeVar("T", bound="LimitView")


@_attrs_define
class LimitView:
    """How much of a limit is used, and by whom and where."""

    limit: LimitViewLimit
    unit: str
    used: int
    """ Of storage_bytes also what uploads under way have announced. More than `allowed` where the plan became
    smaller. """
    allowed: int | None
    """ null: no limit. """
    remaining: int | None
    """ null: no limit. """
    period: datetime.date | None
    """ First day of the month that is counted, in the organisation's time zone; null where nothing resets. """
    resets_at: datetime.datetime | None
    by_user: list[UserShare]
    by_network: list[NetworkShare]
    """ Of what goes to networks: what goes to several counts for each of them. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        limit: str = self.limit

        unit = self.unit

        used = self.used

        allowed: int | None
        allowed = self.allowed

        remaining: int | None
        remaining = self.remaining

        period: None | str
        if isinstance(self.period, datetime.date):
            period = self.period.isoformat()
        else:
            period = self.period

        resets_at: None | str
        if isinstance(self.resets_at, datetime.datetime):
            resets_at = self.resets_at.isoformat()
        else:
            resets_at = self.resets_at

        by_user = []
        for by_user_item_data in self.by_user:
            by_user_item = by_user_item_data.to_dict()
            by_user.append(by_user_item)

        by_network = []
        for by_network_item_data in self.by_network:
            by_network_item = by_network_item_data.to_dict()
            by_network.append(by_network_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "limit": limit,
                "unit": unit,
                "used": used,
                "allowed": allowed,
                "remaining": remaining,
                "period": period,
                "resets_at": resets_at,
                "by_user": by_user,
                "by_network": by_network,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.network_share import NetworkShare  # noqa: PLC0415
        from ..models.user_share import UserShare  # noqa: PLC0415

        d = dict(src_dict)
        limit = check_limit_view_limit(d.pop("limit"))

        unit = d.pop("unit")

        used = d.pop("used")

        def _parse_allowed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        allowed = _parse_allowed(d.pop("allowed"))

        def _parse_remaining(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        remaining = _parse_remaining(d.pop("remaining"))

        def _parse_period(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_type_0 = datetime.date.fromisoformat(data)

                return period_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        period = _parse_period(d.pop("period"))

        def _parse_resets_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resets_at_type_0 = datetime.datetime.fromisoformat(data)

                return resets_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resets_at = _parse_resets_at(d.pop("resets_at"))

        by_user = []
        _by_user = d.pop("by_user")
        for by_user_item_data in _by_user:
            by_user_item = UserShare.from_dict(by_user_item_data)

            by_user.append(by_user_item)

        by_network = []
        _by_network = d.pop("by_network")
        for by_network_item_data in _by_network:
            by_network_item = NetworkShare.from_dict(by_network_item_data)

            by_network.append(by_network_item)

        limit_view = cls(
            limit=limit,
            unit=unit,
            used=used,
            allowed=allowed,
            remaining=remaining,
            period=period,
            resets_at=resets_at,
            by_user=by_user,
            by_network=by_network,
        )

        limit_view.additional_properties = d
        return limit_view

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
