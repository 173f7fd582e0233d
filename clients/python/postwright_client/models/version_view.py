from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_view_origin import VersionViewOrigin, check_version_view_origin

if TYPE_CHECKING:
    from ..models.compliance_view import ComplianceView
    from ..models.made_by_view import MadeByView
    from ..models.variant_view import VariantView


T = TypeVar("T", bound="VersionView")


@_attrs_define
class VersionView:
    """A version; it never changes."""

    item_id: UUID
    version: int
    content_hash: str
    """ SHA-256 of exactly what would be published; an approval is of this hash and no other. """
    origin: VersionViewOrigin
    author: UUID
    note: str
    language: str
    networks: list[str]
    created_at: datetime.datetime
    variants: list[VariantView]
    made_by: MadeByView | None
    compliance: ComplianceView | None
    """ What the brand's rules found when it was made; null where none held. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415
        from ..models.made_by_view import MadeByView  # noqa: PLC0415

        item_id = str(self.item_id)

        version = self.version

        content_hash = self.content_hash

        origin: str = self.origin

        author = str(self.author)

        note = self.note

        language = self.language

        networks = self.networks

        created_at = self.created_at.isoformat()

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        made_by: dict[str, Any] | None
        if isinstance(self.made_by, MadeByView):
            made_by = self.made_by.to_dict()
        else:
            made_by = self.made_by

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
                "version": version,
                "content_hash": content_hash,
                "origin": origin,
                "author": author,
                "note": note,
                "language": language,
                "networks": networks,
                "created_at": created_at,
                "variants": variants,
                "made_by": made_by,
                "compliance": compliance,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415
        from ..models.made_by_view import MadeByView  # noqa: PLC0415
        from ..models.variant_view import VariantView  # noqa: PLC0415

        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

        version = d.pop("version")

        content_hash = d.pop("content_hash")

        origin = check_version_view_origin(d.pop("origin"))

        author = UUID(d.pop("author"))

        note = d.pop("note")

        language = d.pop("language")

        networks = cast(list[str], d.pop("networks"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = VariantView.from_dict(variants_item_data)

            variants.append(variants_item)

        def _parse_made_by(data: object) -> MadeByView | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                made_by_type_0 = MadeByView.from_dict(data)

                return made_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MadeByView | None, data)

        made_by = _parse_made_by(d.pop("made_by"))

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

        version_view = cls(
            item_id=item_id,
            version=version,
            content_hash=content_hash,
            origin=origin,
            author=author,
            note=note,
            language=language,
            networks=networks,
            created_at=created_at,
            variants=variants,
            made_by=made_by,
            compliance=compliance,
        )

        version_view.additional_properties = d
        return version_view

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
