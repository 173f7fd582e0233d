from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.template_definition import TemplateDefinition


T = TypeVar("T", bound="TemplateView")


@_attrs_define
class TemplateView:
    """A template."""

    template_id: UUID
    definition: TemplateDefinition
    """ A template: texts, a poster, and the variables in them. """
    version: int
    """ Of the definition. """
    library_key: None | str
    """ Of the library's template that it is a copy of. """
    revision: int
    """ What the ETag says. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    archived_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        template_id = str(self.template_id)

        definition = self.definition.to_dict()

        version = self.version

        library_key: None | str
        library_key = self.library_key

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "template_id": template_id,
                "definition": definition,
                "version": version,
                "library_key": library_key,
                "revision": revision,
                "created_at": created_at,
                "updated_at": updated_at,
                "archived_at": archived_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.template_definition import TemplateDefinition  # noqa: PLC0415

        d = dict(src_dict)
        template_id = UUID(d.pop("template_id"))

        definition = TemplateDefinition.from_dict(d.pop("definition"))

        version = d.pop("version")

        def _parse_library_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        library_key = _parse_library_key(d.pop("library_key"))

        revision = d.pop("revision")

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

        template_view = cls(
            template_id=template_id,
            definition=definition,
            version=version,
            library_key=library_key,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            archived_at=archived_at,
        )

        template_view.additional_properties = d
        return template_view

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
