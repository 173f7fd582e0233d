from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UploadPartView")


@_attrs_define
class UploadPartView:
    """A part of a file."""

    number: int
    size: int
    """ Bytes that it has to have. """
    is_there: bool
    url: str
    """ PUT its bytes there, with the same access token. """
    direct_url: None | str
    """ Or PUT them there, without a token: straight into the store. null where it takes none. """
    direct_until: datetime.datetime | None
    """ When `direct_url` expires; asking again gives another. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        size = self.size

        is_there = self.is_there

        url = self.url

        direct_url: None | str
        direct_url = self.direct_url

        direct_until: None | str
        if isinstance(self.direct_until, datetime.datetime):
            direct_until = self.direct_until.isoformat()
        else:
            direct_until = self.direct_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "size": size,
                "is_there": is_there,
                "url": url,
                "direct_url": direct_url,
                "direct_until": direct_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        size = d.pop("size")

        is_there = d.pop("is_there")

        url = d.pop("url")

        def _parse_direct_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        direct_url = _parse_direct_url(d.pop("direct_url"))

        def _parse_direct_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                direct_until_type_0 = datetime.datetime.fromisoformat(data)

                return direct_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        direct_until = _parse_direct_until(d.pop("direct_until"))

        upload_part_view = cls(
            number=number,
            size=size,
            is_there=is_there,
            url=url,
            direct_url=direct_url,
            direct_until=direct_until,
        )

        upload_part_view.additional_properties = d
        return upload_part_view

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
