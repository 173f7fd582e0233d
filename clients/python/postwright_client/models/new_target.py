from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_target_network_type_0 import NewTargetNetworkType0, check_new_target_network_type_0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_details import NewDetails


T = TypeVar("T", bound="NewTarget")


@_attrs_define
class NewTarget:
    """What one account, or every account of a network, gets."""

    text: str
    """ Exactly what is published. """
    account_id: None | Unset | UUID = UNSET
    """ One account. """
    network: NewTargetNetworkType0 | None | Unset = UNSET
    """ Or every account of a network. """
    media_keys: list[str] | Unset = UNSET
    """ Pictures: `picture.key` of content requests. """
    media: list[UUID] | Unset = UNSET
    """ `media_id`s of `/v1/media`, in the order they are shown. """
    details: NewDetails | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.new_details import NewDetails  # noqa: PLC0415

        text = self.text

        account_id: None | str | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        elif isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        network: None | str | Unset
        if isinstance(self.network, Unset):
            network = UNSET
        elif isinstance(self.network, str):
            network = self.network
        else:
            network = self.network

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
                "text": text,
            }
        )
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if network is not UNSET:
            field_dict["network"] = network
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
        text = d.pop("text")

        def _parse_account_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                account_id_type_0 = UUID(data)

                return account_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        account_id = _parse_account_id(d.pop("account_id", UNSET))

        def _parse_network(data: object) -> NewTargetNetworkType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                network_type_0 = check_new_target_network_type_0(data)

                return network_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewTargetNetworkType0 | None | Unset, data)

        network = _parse_network(d.pop("network", UNSET))

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

        new_target = cls(
            text=text,
            account_id=account_id,
            network=network,
            media_keys=media_keys,
            media=media,
            details=details,
        )

        return new_target
