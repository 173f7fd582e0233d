from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.text_limit_unit import TextLimitUnit, check_text_limit_unit

T = TypeVar("T", bound="TextLimit")


@_attrs_define
class TextLimit:
    """The longest text, in a unit.

    Units: `characters` as a reader sees them (links and mentions by the rules beside it); `weighted characters` by X's
    twitter-text, configuration 3; `graphemes` are Unicode's extended grapheme clusters; `bytes` are of UTF-8; an
    emoji counts as its UTF-8 bytes in `characters, emoji as bytes`.

    """

    max_: int
    source: str
    """ Key of the network's `sources`. """
    unit: TextLimitUnit

    def to_dict(self) -> dict[str, Any]:
        max_ = self.max_

        source = self.source

        unit: str = self.unit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max": max_,
                "source": source,
                "unit": unit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_ = d.pop("max")

        source = d.pop("source")

        unit = check_text_limit_unit(d.pop("unit"))

        text_limit = cls(
            max_=max_,
            source=source,
            unit=unit,
        )

        return text_limit
