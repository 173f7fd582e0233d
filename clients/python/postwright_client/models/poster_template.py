from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PosterTemplate")


@_attrs_define
class PosterTemplate:
    """What a drawn poster says and looks like; each text is Liquid."""

    headline: str
    line: str | Unset = ""
    composition: int | None | Unset = UNSET
    """ Which of the drawn backgrounds; any where it is null. """
    colors: list[str] | Unset = UNSET
    """ Behind the words first, then the accent; without them the brand kit's. """

    def to_dict(self) -> dict[str, Any]:
        headline = self.headline

        line = self.line

        composition: int | None | Unset
        if isinstance(self.composition, Unset):
            composition = UNSET
        else:
            composition = self.composition

        colors: list[str] | Unset = UNSET
        if not isinstance(self.colors, Unset):
            colors = self.colors

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "headline": headline,
            }
        )
        if line is not UNSET:
            field_dict["line"] = line
        if composition is not UNSET:
            field_dict["composition"] = composition
        if colors is not UNSET:
            field_dict["colors"] = colors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        headline = d.pop("headline")

        line = d.pop("line", UNSET)

        def _parse_composition(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        composition = _parse_composition(d.pop("composition", UNSET))

        colors = cast(list[str], d.pop("colors", UNSET))

        poster_template = cls(
            headline=headline,
            line=line,
            composition=composition,
            colors=colors,
        )

        return poster_template
