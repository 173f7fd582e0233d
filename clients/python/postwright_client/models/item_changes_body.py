from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.item_changes_body_approval_type_0 import (
    ItemChangesBodyApprovalType0,
    check_item_changes_body_approval_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_variant import NewVariant


T = TypeVar("T", bound="ItemChangesBody")


@_attrs_define
class ItemChangesBody:
    """What is left out stays. Other variants or another language make another version."""

    title: None | str | Unset = UNSET
    language: None | str | Unset = UNSET
    campaign_id: None | Unset | UUID = UNSET
    """ null takes it out of its campaign. """
    brand_kit_id: None | Unset | UUID = UNSET
    """ null: of no brand kit. """
    approval: ItemChangesBodyApprovalType0 | None | Unset = UNSET
    variants: list[NewVariant] | None | Unset = UNSET
    """ In place of all of the former. """
    note: str | Unset = ""
    """ Why, for those who look back. """
    resume: bool | Unset = False
    """ Begin the review that this ends anew, with the new version. """

    def to_dict(self) -> dict[str, Any]:
        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        campaign_id: None | str | Unset
        if isinstance(self.campaign_id, Unset):
            campaign_id = UNSET
        elif isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        brand_kit_id: None | str | Unset
        if isinstance(self.brand_kit_id, Unset):
            brand_kit_id = UNSET
        elif isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        approval: None | str | Unset
        if isinstance(self.approval, Unset):
            approval = UNSET
        elif isinstance(self.approval, str):
            approval = self.approval
        else:
            approval = self.approval

        variants: list[dict[str, Any]] | None | Unset
        if isinstance(self.variants, Unset):
            variants = UNSET
        elif isinstance(self.variants, list):
            variants = []
            for variants_type_0_item_data in self.variants:
                variants_type_0_item = variants_type_0_item_data.to_dict()
                variants.append(variants_type_0_item)

        else:
            variants = self.variants

        note = self.note

        resume = self.resume

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if language is not UNSET:
            field_dict["language"] = language
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if brand_kit_id is not UNSET:
            field_dict["brand_kit_id"] = brand_kit_id
        if approval is not UNSET:
            field_dict["approval"] = approval
        if variants is not UNSET:
            field_dict["variants"] = variants
        if note is not UNSET:
            field_dict["note"] = note
        if resume is not UNSET:
            field_dict["resume"] = resume

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_variant import NewVariant  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_campaign_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id", UNSET))

        def _parse_brand_kit_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id", UNSET))

        def _parse_approval(data: object) -> ItemChangesBodyApprovalType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approval_type_0 = check_item_changes_body_approval_type_0(data)

                return approval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ItemChangesBodyApprovalType0 | None | Unset, data)

        approval = _parse_approval(d.pop("approval", UNSET))

        def _parse_variants(data: object) -> list[NewVariant] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                variants_type_0 = []
                _variants_type_0 = data
                for variants_type_0_item_data in _variants_type_0:
                    variants_type_0_item = NewVariant.from_dict(variants_type_0_item_data)

                    variants_type_0.append(variants_type_0_item)

                return variants_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[NewVariant] | None | Unset, data)

        variants = _parse_variants(d.pop("variants", UNSET))

        note = d.pop("note", UNSET)

        resume = d.pop("resume", UNSET)

        item_changes_body = cls(
            title=title,
            language=language,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            approval=approval,
            variants=variants,
            note=note,
            resume=resume,
        )

        return item_changes_body
