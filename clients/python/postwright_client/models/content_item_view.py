from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.content_item_view_approval import ContentItemViewApproval, check_content_item_view_approval
from ..models.content_item_view_origin import ContentItemViewOrigin, check_content_item_view_origin
from ..models.content_item_view_state import ContentItemViewState, check_content_item_view_state

if TYPE_CHECKING:
    from ..models.compliance_view import ComplianceView
    from ..models.item_problem import ItemProblem
    from ..models.variant_view import VariantView


T = TypeVar("T", bound="ContentItemView")


@_attrs_define
class ContentItemView:
    """An item with its present version, and what stands in the way of publishing it."""

    item_id: UUID
    campaign_id: None | UUID
    brand_kit_id: None | UUID
    request_id: None | UUID
    """ The request it was generated for. """
    title: str
    state: ContentItemViewState
    """ Of the present version; `planned`: a post was planned of it. """
    approval: ContentItemViewApproval
    version: int
    """ The present one. """
    content_hash: str
    """ SHA-256 of exactly what would be published; an approval is of this hash and no other. """
    origin: ContentItemViewOrigin
    language: str
    networks: list[str]
    revision: int
    """ What the ETag says. """
    created_by: UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime
    archived_at: datetime.datetime | None
    variants: list[VariantView]
    note: str
    author: UUID
    """ Who made the present version. """
    problems: list[ItemProblem]
    """ What its networks would refuse. """
    compliance: ComplianceView | None
    """ What the brand's rules find in it now; null where no brand kit holds. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415

        item_id = str(self.item_id)

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

        request_id: None | str
        if isinstance(self.request_id, UUID):
            request_id = str(self.request_id)
        else:
            request_id = self.request_id

        title = self.title

        state: str = self.state

        approval: str = self.approval

        version = self.version

        content_hash = self.content_hash

        origin: str = self.origin

        language = self.language

        networks = self.networks

        revision = self.revision

        created_by = str(self.created_by)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        note = self.note

        author = str(self.author)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        compliance: dict[str, Any] | None
        if isinstance(self.compliance, ComplianceView):
            compliance = self.compliance.to_dict()
        else:
            compliance = self.compliance

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item_id": item_id,
                "campaign_id": campaign_id,
                "brand_kit_id": brand_kit_id,
                "request_id": request_id,
                "title": title,
                "state": state,
                "approval": approval,
                "version": version,
                "content_hash": content_hash,
                "origin": origin,
                "language": language,
                "networks": networks,
                "revision": revision,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "archived_at": archived_at,
                "variants": variants,
                "note": note,
                "author": author,
                "problems": problems,
                "compliance": compliance,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415
        from ..models.item_problem import ItemProblem  # noqa: PLC0415
        from ..models.variant_view import VariantView  # noqa: PLC0415

        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

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

        def _parse_request_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_id_type_0 = UUID(data)

                return request_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        request_id = _parse_request_id(d.pop("request_id"))

        title = d.pop("title")

        state = check_content_item_view_state(d.pop("state"))

        approval = check_content_item_view_approval(d.pop("approval"))

        version = d.pop("version")

        content_hash = d.pop("content_hash")

        origin = check_content_item_view_origin(d.pop("origin"))

        language = d.pop("language")

        networks = cast(list[str], d.pop("networks"))

        revision = d.pop("revision")

        created_by = UUID(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_archived_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                archived_at_type_0 = datetime.datetime.fromisoformat(data)

                return archived_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        archived_at = _parse_archived_at(d.pop("archived_at"))

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = VariantView.from_dict(variants_item_data)

            variants.append(variants_item)

        note = d.pop("note")

        author = UUID(d.pop("author"))

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ItemProblem.from_dict(problems_item_data)

            problems.append(problems_item)

        def _parse_compliance(data: object) -> ComplianceView | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                compliance_type_0 = ComplianceView.from_dict(data)

                return compliance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ComplianceView | None, data)

        compliance = _parse_compliance(d.pop("compliance"))

        content_item_view = cls(
            item_id=item_id,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            request_id=request_id,
            title=title,
            state=state,
            approval=approval,
            version=version,
            content_hash=content_hash,
            origin=origin,
            language=language,
            networks=networks,
            revision=revision,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            archived_at=archived_at,
            variants=variants,
            note=note,
            author=author,
            problems=problems,
            compliance=compliance,
        )

        content_item_view.additional_properties = d
        return content_item_view

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
