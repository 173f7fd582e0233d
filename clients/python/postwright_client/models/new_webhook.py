from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_webhook_signature import NewWebhookSignature, check_new_webhook_signature
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewWebhook")


@_attrs_define
class NewWebhook:
    """An address to be told what happens."""

    url: str
    """ Where messages are sent by POST: https, at a public address, on port 443 or one above 1023. """
    event_types: list[str]
    """ `*` for all, groups such as `post.*`, or types such as `post.published`. """
    description: str | Unset = ""
    campaign_ids: list[UUID] | Unset = UNSET
    """ Only what concerns these campaigns; empty: all, also what concerns none. """
    account_ids: list[UUID] | Unset = UNSET
    """ Only what concerns these accounts; empty: all, also what concerns none. """
    signature: NewWebhookSignature | Unset = "v1"
    """ `v1`: HMAC-SHA256 with a secret that both know. `v1a`: Ed25519; the receiver needs the public key alone. """

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        event_types = self.event_types

        description = self.description

        campaign_ids: list[str] | Unset = UNSET
        if not isinstance(self.campaign_ids, Unset):
            campaign_ids = []
            for campaign_ids_item_data in self.campaign_ids:
                campaign_ids_item = str(campaign_ids_item_data)
                campaign_ids.append(campaign_ids_item)

        account_ids: list[str] | Unset = UNSET
        if not isinstance(self.account_ids, Unset):
            account_ids = []
            for account_ids_item_data in self.account_ids:
                account_ids_item = str(account_ids_item_data)
                account_ids.append(account_ids_item)

        signature: str | Unset = UNSET
        if not isinstance(self.signature, Unset):
            signature = self.signature

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
                "event_types": event_types,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if campaign_ids is not UNSET:
            field_dict["campaign_ids"] = campaign_ids
        if account_ids is not UNSET:
            field_dict["account_ids"] = account_ids
        if signature is not UNSET:
            field_dict["signature"] = signature

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        event_types = cast(list[str], d.pop("event_types"))

        description = d.pop("description", UNSET)

        _campaign_ids = d.pop("campaign_ids", UNSET)
        campaign_ids: list[UUID] | Unset = UNSET
        if _campaign_ids is not UNSET:
            campaign_ids = []
            for campaign_ids_item_data in _campaign_ids:
                campaign_ids_item = UUID(campaign_ids_item_data)

                campaign_ids.append(campaign_ids_item)

        _account_ids = d.pop("account_ids", UNSET)
        account_ids: list[UUID] | Unset = UNSET
        if _account_ids is not UNSET:
            account_ids = []
            for account_ids_item_data in _account_ids:
                account_ids_item = UUID(account_ids_item_data)

                account_ids.append(account_ids_item)

        _signature = d.pop("signature", UNSET)
        signature: NewWebhookSignature | Unset
        if isinstance(_signature, Unset):
            signature = UNSET
        else:
            signature = check_new_webhook_signature(_signature)

        new_webhook = cls(
            url=url,
            event_types=event_types,
            description=description,
            campaign_ids=campaign_ids,
            account_ids=account_ids,
            signature=signature,
        )

        return new_webhook
