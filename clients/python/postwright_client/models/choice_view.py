from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ChoiceView")


@_attrs_define
class ChoiceView:
    choice_id: str
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    kind: str
    """ What it is in the network's words: account, page, organization, channel. """
    remote_id: str
    handle: str
    display_name: str
    profile_url: str
    account_id: None | UUID
    """ Yours already: chosen, it is connected again under this id. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        choice_id = self.choice_id

        network = self.network

        kind = self.kind

        remote_id = self.remote_id

        handle = self.handle

        display_name = self.display_name

        profile_url = self.profile_url

        account_id: None | str
        if isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "choice_id": choice_id,
                "network": network,
                "kind": kind,
                "remote_id": remote_id,
                "handle": handle,
                "display_name": display_name,
                "profile_url": profile_url,
                "account_id": account_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        choice_id = d.pop("choice_id")

        network = d.pop("network")

        kind = d.pop("kind")

        remote_id = d.pop("remote_id")

        handle = d.pop("handle")

        display_name = d.pop("display_name")

        profile_url = d.pop("profile_url")

        def _parse_account_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                account_id_type_0 = UUID(data)

                return account_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        account_id = _parse_account_id(d.pop("account_id"))

        choice_view = cls(
            choice_id=choice_id,
            network=network,
            kind=kind,
            remote_id=remote_id,
            handle=handle,
            display_name=display_name,
            profile_url=profile_url,
            account_id=account_id,
        )

        choice_view.additional_properties = d
        return choice_view

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
