from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.media_kind import MediaKind
    from ..models.text_limit import TextLimit


T = TypeVar("T", bound="LinkCardRules")


@_attrs_define
class LinkCardRules:
    """A link shown as a card, for networks that support `link_card`."""

    with_media: bool | Unset = True
    """ Whether attachments may stand beside it. """
    title: None | TextLimit | Unset = UNSET
    description: None | TextLimit | Unset = UNSET
    url: None | TextLimit | Unset = UNSET
    image: MediaKind | None | Unset = UNSET
    """ Its picture; null: as a picture of a post. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.media_kind import MediaKind  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        with_media = self.with_media

        title: dict[str, Any] | None | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        elif isinstance(self.title, TextLimit):
            title = self.title.to_dict()
        else:
            title = self.title

        description: dict[str, Any] | None | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        elif isinstance(self.description, TextLimit):
            description = self.description.to_dict()
        else:
            description = self.description

        url: dict[str, Any] | None | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        elif isinstance(self.url, TextLimit):
            url = self.url.to_dict()
        else:
            url = self.url

        image: dict[str, Any] | None | Unset
        if isinstance(self.image, Unset):
            image = UNSET
        elif isinstance(self.image, MediaKind):
            image = self.image.to_dict()
        else:
            image = self.image

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if with_media is not UNSET:
            field_dict["with_media"] = with_media
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if url is not UNSET:
            field_dict["url"] = url
        if image is not UNSET:
            field_dict["image"] = image

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_kind import MediaKind  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        d = dict(src_dict)
        with_media = d.pop("with_media", UNSET)

        def _parse_title(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                title_type_0 = TextLimit.from_dict(data)

                return title_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_description(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                description_type_0 = TextLimit.from_dict(data)

                return description_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_url(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                url_type_0 = TextLimit.from_dict(data)

                return url_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_image(data: object) -> MediaKind | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                image_type_0 = MediaKind.from_dict(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MediaKind | None | Unset, data)

        image = _parse_image(d.pop("image", UNSET))

        link_card_rules = cls(
            with_media=with_media,
            title=title,
            description=description,
            url=url,
            image=image,
        )

        return link_card_rules
