from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_variant import NewVariant


T = TypeVar("T", bound="NewDraft")


@_attrs_define
class NewDraft:
    """The working copy as it is now."""

    base_version: int
    """ The version that its writer began with. """
    variants: list[NewVariant]
    """ One for each network. """
    language: str | Unset = "en"
    """ BCP 47 tag. """

    def to_dict(self) -> dict[str, Any]:
        base_version = self.base_version

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        language = self.language

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "base_version": base_version,
                "variants": variants,
            }
        )
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_variant import NewVariant  # noqa: PLC0415

        d = dict(src_dict)
        base_version = d.pop("base_version")

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = NewVariant.from_dict(variants_item_data)

            variants.append(variants_item)

        language = d.pop("language", UNSET)

        new_draft = cls(
            base_version=base_version,
            variants=variants,
            language=language,
        )

        return new_draft
