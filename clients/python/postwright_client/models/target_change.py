from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.target_change_network_type_0 import TargetChangeNetworkType0, check_target_change_network_type_0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_details import NewDetails


T = TypeVar("T", bound="TargetChange")


@_attrs_define
class TargetChange:
    """Another text, other media or other details; what is left out stays."""

    account_id: None | Unset | UUID = UNSET
    """ One account. """
    network: None | TargetChangeNetworkType0 | Unset = UNSET
    """ Or every account of a network. """
    text: None | str | Unset = UNSET
    media_keys: list[str] | None | Unset = UNSET
    media: list[UUID] | None | Unset = UNSET
    details: NewDetails | None | Unset = UNSET
    """ In place of all of the former. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.new_details import NewDetails  # noqa: PLC0415

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

        text: None | str | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        media_keys: list[str] | None | Unset
        if isinstance(self.media_keys, Unset):
            media_keys = UNSET
        elif isinstance(self.media_keys, list):
            media_keys = self.media_keys

        else:
            media_keys = self.media_keys

        media: list[str] | None | Unset
        if isinstance(self.media, Unset):
            media = UNSET
        elif isinstance(self.media, list):
            media = []
            for media_type_0_item_data in self.media:
                media_type_0_item = str(media_type_0_item_data)
                media.append(media_type_0_item)

        else:
            media = self.media

        details: dict[str, Any] | None | Unset
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, NewDetails):
            details = self.details.to_dict()
        else:
            details = self.details

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if network is not UNSET:
            field_dict["network"] = network
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

        def _parse_network(data: object) -> None | TargetChangeNetworkType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                network_type_0 = check_target_change_network_type_0(data)

                return network_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TargetChangeNetworkType0 | Unset, data)

        network = _parse_network(d.pop("network", UNSET))

        def _parse_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        def _parse_media_keys(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                media_keys_type_0 = cast(list[str], data)

                return media_keys_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        media_keys = _parse_media_keys(d.pop("media_keys", UNSET))

        def _parse_media(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                media_type_0 = []
                _media_type_0 = data
                for media_type_0_item_data in _media_type_0:
                    media_type_0_item = UUID(media_type_0_item_data)

                    media_type_0.append(media_type_0_item)

                return media_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        media = _parse_media(d.pop("media", UNSET))

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

        target_change = cls(
            account_id=account_id,
            network=network,
            text=text,
            media_keys=media_keys,
            media=media,
            details=details,
        )

        return target_change
