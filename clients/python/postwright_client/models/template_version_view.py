from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.template_definition import TemplateDefinition


T = TypeVar("T", bound="TemplateVersionView")


@_attrs_define
class TemplateVersionView:
    """A template as it was."""

    template_id: UUID
    number: int
    definition: TemplateDefinition
    """ A template: texts, a poster, and the variables in them. """
    created_by: UUID
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        template_id = str(self.template_id)

        number = self.number

        definition = self.definition.to_dict()

        created_by = str(self.created_by)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "template_id": template_id,
                "number": number,
                "definition": definition,
                "created_by": created_by,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.template_definition import TemplateDefinition  # noqa: PLC0415

        d = dict(src_dict)
        template_id = UUID(d.pop("template_id"))

        number = d.pop("number")

        definition = TemplateDefinition.from_dict(d.pop("definition"))

        created_by = UUID(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        template_version_view = cls(
            template_id=template_id,
            number=number,
            definition=definition,
            created_by=created_by,
            created_at=created_at,
        )

        template_version_view.additional_properties = d
        return template_version_view

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
