from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.library_template_view_example import LibraryTemplateViewExample
    from ..models.template_definition import TemplateDefinition


T = TypeVar("T", bound="LibraryTemplateView")


@_attrs_define
class LibraryTemplateView:
    """A template that comes with the product."""

    key: str
    definition: TemplateDefinition
    """ A template: texts, a poster, and the variables in them. """
    example: LibraryTemplateViewExample
    """ Values to try it with. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        definition = self.definition.to_dict()

        example = self.example.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "definition": definition,
                "example": example,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.library_template_view_example import LibraryTemplateViewExample  # noqa: PLC0415
        from ..models.template_definition import TemplateDefinition  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        definition = TemplateDefinition.from_dict(d.pop("definition"))

        example = LibraryTemplateViewExample.from_dict(d.pop("example"))

        library_template_view = cls(
            key=key,
            definition=definition,
            example=example,
        )

        library_template_view.additional_properties = d
        return library_template_view

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
