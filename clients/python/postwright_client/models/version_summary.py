from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_summary_origin import VersionSummaryOrigin, check_version_summary_origin

T = TypeVar("T", bound="VersionSummary")


@_attrs_define
class VersionSummary:
    """A version without what it holds."""

    item_id: UUID
    version: int
    content_hash: str
    """ SHA-256 of exactly what would be published; an approval is of this hash and no other. """
    origin: VersionSummaryOrigin
    author: UUID
    note: str
    language: str
    networks: list[str]
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item_id = str(self.item_id)

        version = self.version

        content_hash = self.content_hash

        origin: str = self.origin

        author = str(self.author)

        note = self.note

        language = self.language

        networks = self.networks

        created_at = self.created_at.isoformat()

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
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

        version = d.pop("version")

        content_hash = d.pop("content_hash")

        origin = check_version_summary_origin(d.pop("origin"))

        author = UUID(d.pop("author"))

        note = d.pop("note")

        language = d.pop("language")

        networks = cast(list[str], d.pop("networks"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        version_summary = cls(
            item_id=item_id,
            version=version,
            content_hash=content_hash,
            origin=origin,
            author=author,
            note=note,
            language=language,
            networks=networks,
            created_at=created_at,
        )

        version_summary.additional_properties = d
        return version_summary

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
