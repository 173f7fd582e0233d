from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_account_network import NewAccountNetwork, check_new_account_network
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_account_credentials import NewAccountCredentials


T = TypeVar("T", bound="NewAccount")


@_attrs_define
class NewAccount:
    """An account of one of the networks, with the credentials that the network asks for."""

    network: NewAccountNetwork
    """ Of `/v1/networks`. """
    credentials: NewAccountCredentials
    """ By the names under `connecting.credentials` of the network. """
    base_url: None | str | Unset = UNSET
    """ The account's server, where accounts of the network live on different ones. """

    def to_dict(self) -> dict[str, Any]:
        network: str = self.network

        credentials = self.credentials.to_dict()

        base_url: None | str | Unset
        if isinstance(self.base_url, Unset):
            base_url = UNSET
        else:
            base_url = self.base_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "network": network,
                "credentials": credentials,
            }
        )
        if base_url is not UNSET:
            field_dict["base_url"] = base_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_account_credentials import NewAccountCredentials  # noqa: PLC0415

        d = dict(src_dict)
        network = check_new_account_network(d.pop("network"))

        credentials = NewAccountCredentials.from_dict(d.pop("credentials"))

        def _parse_base_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        base_url = _parse_base_url(d.pop("base_url", UNSET))

        new_account = cls(
            network=network,
            credentials=credentials,
            base_url=base_url,
        )

        return new_account
