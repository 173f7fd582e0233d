from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewLinkCard")


@_attrs_define
class NewLinkCard:
    """A page shown with title and picture; networks that fetch pages themselves need the address alone."""

    url: str
    title: str | Unset = ""
    description: str | Unset = ""
    image: None | Unset | UUID = UNSET
    """ `media_id` of its picture. """

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        title = self.title

        description = self.description

        image: None | str | Unset
        if isinstance(self.image, Unset):
            image = UNSET
        elif isinstance(self.image, UUID):
            image = str(self.image)
        else:
            image = self.image

        field_dict: dict[str, Any] = {}

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
        d = dict(src_dict)
        url = d.pop("url")

        title = d.pop("title", UNSET)

        description = d.pop("description", UNSET)

        def _parse_image(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                image_type_0 = UUID(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        image = _parse_image(d.pop("image", UNSET))

        new_link_card = cls(
            url=url,
            title=title,
            description=description,
            image=image,
        )

        return new_link_card
