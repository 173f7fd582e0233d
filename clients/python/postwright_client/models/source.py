from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Source")


@_attrs_define
class Source:
    """The official page that a limit was read from."""

    title: str
    url: str
    verified: bool | Unset = True
    """ False: from third parties or common knowledge, not the network's own page. """

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        url = self.url

        verified = self.verified

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "url": url,
            }
        )
        if verified is not UNSET:
            field_dict["verified"] = verified

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        url = d.pop("url")

        verified = d.pop("verified", UNSET)

        source = cls(
            title=title,
            url=url,
            verified=verified,
        )

        return source
