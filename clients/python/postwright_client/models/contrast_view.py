from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ContrastView")


@_attrs_define
class ContrastView:
    """How well words in one colour are read on another, by WCAG 2.2: from 1 to 21."""

    text: str
    background: str
    ratio: float
    passes: bool
    """ Whether it is at least what the kit's checks want; true where they want none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        background = self.background

        ratio = self.ratio

        passes = self.passes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "text": text,
                "background": background,
                "ratio": ratio,
                "passes": passes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        background = d.pop("background")

        ratio = d.pop("ratio")

        passes = d.pop("passes")

        contrast_view = cls(
            text=text,
            background=background,
            ratio=ratio,
            passes=passes,
        )

        contrast_view.additional_properties = d
        return contrast_view

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
