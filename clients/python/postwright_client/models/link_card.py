from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.media_object import MediaObject


T = TypeVar("T", bound="LinkCard")


@_attrs_define
class LinkCard:
    """A page shown with title and picture; networks that fetch pages themselves need the address alone."""

    url: str
    title: str | Unset = ""
    description: str | Unset = ""
    image: MediaObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.media_object import MediaObject  # noqa: PLC0415

        url = self.url

        title = self.title

        description = self.description

        image: dict[str, Any] | None | Unset
        if isinstance(self.image, Unset):
            image = UNSET
        elif isinstance(self.image, MediaObject):
            image = self.image.to_dict()
        else:
            image = self.image

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
            }
        )
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if image is not UNSET:
            field_dict["image"] = image

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_object import MediaObject  # noqa: PLC0415

        d = dict(src_dict)
        url = d.pop("url")

        title = d.pop("title", UNSET)

        description = d.pop("description", UNSET)

        def _parse_image(data: object) -> MediaObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                image_type_0 = MediaObject.from_dict(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MediaObject | None | Unset, data)

        image = _parse_image(d.pop("image", UNSET))

        link_card = cls(
            url=url,
            title=title,
            description=description,
            image=image,
        )

        link_card.additional_properties = d
        return link_card

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
