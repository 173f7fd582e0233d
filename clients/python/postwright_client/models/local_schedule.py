from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LocalSchedule")


@_attrs_define
class LocalSchedule:
    """It goes out when clocks in that zone show that time."""

    local_time: datetime.datetime
    """ Wall-clock time, ISO 8601 without zone. """
    time_zone: str
    """ IANA name. """
    kind: Literal["local"] | Unset = "local"

    def to_dict(self) -> dict[str, Any]:
        local_time = self.local_time.isoformat()

        time_zone = self.time_zone

        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "local_time": local_time,
                "time_zone": time_zone,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        local_time = datetime.datetime.fromisoformat(d.pop("local_time"))

        time_zone = d.pop("time_zone")

        kind = cast(Literal["local"] | Unset, d.pop("kind", UNSET))
        if kind != "local" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'local', got '{kind}'")

        local_schedule = cls(
            local_time=local_time,
            time_zone=time_zone,
            kind=kind,
        )

        return local_schedule
