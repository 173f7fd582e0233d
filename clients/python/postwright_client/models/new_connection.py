from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_connection_network import NewConnectionNetwork, check_new_connection_network
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewConnection")


@_attrs_define
class NewConnection:
    network: NewConnectionNetwork
    """ Of `/v1/networks`. """
    base_url: None | str | Unset = UNSET
    """ The server, where accounts of the network live on different ones. """
    redirect_url: None | str | Unset = UNSET
    """ Your front end's address that the network sends the person to: it must be one that the operator allows, and
    hands the parameters over at `/callback`. Left out: ours. """
    account_id: None | Unset | UUID = UNSET
    """ The account to connect again; it keeps its id, and its posts stay planned. """

    def to_dict(self) -> dict[str, Any]:
        network: str = self.network

        base_url: None | str | Unset
        if isinstance(self.base_url, Unset):
            base_url = UNSET
        else:
            base_url = self.base_url

        redirect_url: None | str | Unset
        if isinstance(self.redirect_url, Unset):
            redirect_url = UNSET
        else:
            redirect_url = self.redirect_url

        account_id: None | str | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        elif isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "network": network,
            }
        )
        if base_url is not UNSET:
            field_dict["base_url"] = base_url
        if redirect_url is not UNSET:
            field_dict["redirect_url"] = redirect_url
        if account_id is not UNSET:
            field_dict["account_id"] = account_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        network = check_new_connection_network(d.pop("network"))

        def _parse_base_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        base_url = _parse_base_url(d.pop("base_url", UNSET))

        def _parse_redirect_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        redirect_url = _parse_redirect_url(d.pop("redirect_url", UNSET))

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

        new_connection = cls(
            network=network,
            base_url=base_url,
            redirect_url=redirect_url,
            account_id=account_id,
        )

        return new_connection
