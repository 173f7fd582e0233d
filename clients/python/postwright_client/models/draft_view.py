from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.item_problem import ItemProblem
    from ..models.variant_view import VariantView


T = TypeVar("T", bound="DraftView")


@_attrs_define
class DraftView:
    """The working copy of an item; where nobody keeps one, the present version as one begins with it."""

    item_id: UUID
    base_version: int
    revision: int
    """ What its ETag says; 0 before there was a first. """
    is_saved: bool
    """ Whether somebody keeps one. """
    language: str
    variants: list[VariantView]
    problems: list[ItemProblem]
    updated_by: UUID
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item_id = str(self.item_id)

        base_version = self.base_version

        revision = self.revision

        is_saved = self.is_saved

        language = self.language

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        updated_by = str(self.updated_by)

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item_id": item_id,
                "base_version": base_version,
                "revision": revision,
                "is_saved": is_saved,
                "language": language,
                "variants": variants,
                "problems": problems,
                "updated_by": updated_by,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.item_problem import ItemProblem  # noqa: PLC0415
        from ..models.variant_view import VariantView  # noqa: PLC0415

        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

        base_version = d.pop("base_version")

        revision = d.pop("revision")

        is_saved = d.pop("is_saved")

        language = d.pop("language")

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = VariantView.from_dict(variants_item_data)

            variants.append(variants_item)

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ItemProblem.from_dict(problems_item_data)

            problems.append(problems_item)

        updated_by = UUID(d.pop("updated_by"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        draft_view = cls(
            item_id=item_id,
            base_version=base_version,
            revision=revision,
            is_saved=is_saved,
            language=language,
            variants=variants,
            problems=problems,
            updated_by=updated_by,
            updated_at=updated_at,
        )

        draft_view.additional_properties = d
        return draft_view

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
