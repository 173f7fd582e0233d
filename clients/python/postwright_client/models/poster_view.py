from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PosterView")


@_attrs_define
class PosterView:
    """What a poster would say."""

    headline: str
    line: str
    composition: int | None
    colors: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        headline = self.headline

        line = self.line

        composition: int | None
        composition = self.composition

        colors = self.colors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "headline": headline,
                "line": line,
                "composition": composition,
                "colors": colors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        headline = d.pop("headline")

        line = d.pop("line")

        def _parse_composition(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        composition = _parse_composition(d.pop("composition"))

        colors = cast(list[str], d.pop("colors"))

        poster_view = cls(
            headline=headline,
            line=line,
            composition=composition,
            colors=colors,
        )

        poster_view.additional_properties = d
        return poster_view

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
