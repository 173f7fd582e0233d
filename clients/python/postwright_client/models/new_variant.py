from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_variant_network import NewVariantNetwork, check_new_variant_network
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_details import NewDetails


T = TypeVar("T", bound="NewVariant")


@_attrs_define
class NewVariant:
    """What is to be published on one network."""

    network: NewVariantNetwork
    """ Of `/v1/networks`. """
    text: str | Unset = ""
    media_keys: list[str] | Unset = UNSET
    """ Pictures: `picture.key` of content requests. """
    media: list[UUID] | Unset = UNSET
    """ `media_id`s of `/v1/media`, in the order they are shown. """
    details: NewDetails | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.new_details import NewDetails  # noqa: PLC0415

        network: str = self.network

        text = self.text

        media_keys: list[str] | Unset = UNSET
        if not isinstance(self.media_keys, Unset):
            media_keys = self.media_keys

        media: list[str] | Unset = UNSET
        if not isinstance(self.media, Unset):
            media = []
            for media_item_data in self.media:
                media_item = str(media_item_data)
                media.append(media_item)

        details: dict[str, Any] | None | Unset
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, NewDetails):
            details = self.details.to_dict()
        else:
            details = self.details

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "network": network,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if media_keys is not UNSET:
            field_dict["media_keys"] = media_keys
        if media is not UNSET:
            field_dict["media"] = media
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_details import NewDetails  # noqa: PLC0415

        d = dict(src_dict)
        network = check_new_variant_network(d.pop("network"))

        text = d.pop("text", UNSET)

        media_keys = cast(list[str], d.pop("media_keys", UNSET))

        _media = d.pop("media", UNSET)
        media: list[UUID] | Unset = UNSET
        if _media is not UNSET:
            media = []
            for media_item_data in _media:
                media_item = UUID(media_item_data)

                media.append(media_item)

        def _parse_details(data: object) -> NewDetails | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                details_type_0 = NewDetails.from_dict(data)

                return details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewDetails | None | Unset, data)

        details = _parse_details(d.pop("details", UNSET))

        new_variant = cls(
            network=network,
            text=text,
            media_keys=media_keys,
            media=media,
            details=details,
        )

        return new_variant
