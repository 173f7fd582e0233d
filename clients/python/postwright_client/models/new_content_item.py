from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_content_item_approval import NewContentItemApproval, check_new_content_item_approval
from ..models.new_content_item_origin import NewContentItemOrigin, check_new_content_item_origin
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_variant import NewVariant


T = TypeVar("T", bound="NewContentItem")


@_attrs_define
class NewContentItem:
    """Content of one's own."""

    title: str
    variants: list[NewVariant]
    """ One for each network. """
    language: str | Unset = "en"
    """ BCP 47 tag. """
    campaign_id: None | Unset | UUID = UNSET
    brand_kit_id: None | Unset | UUID = UNSET
    approval: NewContentItemApproval | Unset = "auto"
    """ required: a person must approve it, whatever the approval rules say. """
    origin: NewContentItemOrigin | Unset = "edited"
    """ imported: it was written elsewhere. """
    note: str | Unset = ""
    """ Why, for those who look back. """

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

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

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval

        origin: str | Unset = UNSET
        if not isinstance(self.origin, Unset):
            origin = self.origin

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "variants": variants,
            }
        )
        if language is not UNSET:
            field_dict["language"] = language
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if brand_kit_id is not UNSET:
            field_dict["brand_kit_id"] = brand_kit_id
        if approval is not UNSET:
            field_dict["approval"] = approval
        if origin is not UNSET:
            field_dict["origin"] = origin
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_variant import NewVariant  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title")

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = NewVariant.from_dict(variants_item_data)

            variants.append(variants_item)

        language = d.pop("language", UNSET)

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

        _approval = d.pop("approval", UNSET)
        approval: NewContentItemApproval | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = check_new_content_item_approval(_approval)

        _origin = d.pop("origin", UNSET)
        origin: NewContentItemOrigin | Unset
        if isinstance(_origin, Unset):
            origin = UNSET
        else:
            origin = check_new_content_item_origin(_origin)

        note = d.pop("note", UNSET)

        new_content_item = cls(
            title=title,
            variants=variants,
            language=language,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            approval=approval,
            origin=origin,
            note=note,
        )

        return new_content_item
