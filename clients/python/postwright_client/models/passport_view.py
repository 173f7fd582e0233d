from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.passport_request import PassportRequest
    from ..models.passport_version import PassportVersion


T = TypeVar("T", bound="PassportView")


@_attrs_define
class PassportView:
    """Everything that is known of a content item."""

    item_id: UUID
    title: str
    campaign_id: None | UUID
    brand_kit_id: None | UUID
    request: None | PassportRequest
    versions: list[PassportVersion]
    """ The latest 500, newest first. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.passport_request import PassportRequest  # noqa: PLC0415

        item_id = str(self.item_id)

        title = self.title

        campaign_id: None | str
        if isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        brand_kit_id: None | str
        if isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        request: dict[str, Any] | None
        if isinstance(self.request, PassportRequest):
            request = self.request.to_dict()
        else:
            request = self.request

        versions = []
        for versions_item_data in self.versions:
            versions_item = versions_item_data.to_dict()
            versions.append(versions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item_id": item_id,
                "title": title,
                "campaign_id": campaign_id,
                "brand_kit_id": brand_kit_id,
                "request": request,
                "versions": versions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.passport_request import PassportRequest  # noqa: PLC0415
        from ..models.passport_version import PassportVersion  # noqa: PLC0415

        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

        title = d.pop("title")

        def _parse_campaign_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id"))

        def _parse_brand_kit_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id"))

        def _parse_request(data: object) -> None | PassportRequest:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                request_type_0 = PassportRequest.from_dict(data)

                return request_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PassportRequest, data)

        request = _parse_request(d.pop("request"))

        versions = []
        _versions = d.pop("versions")
        for versions_item_data in _versions:
            versions_item = PassportVersion.from_dict(versions_item_data)

            versions.append(versions_item)

        passport_view = cls(
            item_id=item_id,
            title=title,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            request=request,
            versions=versions,
        )

        passport_view.additional_properties = d
        return passport_view

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
