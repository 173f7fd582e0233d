from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_with_secret_disabled_because_type_0 import (
    WebhookWithSecretDisabledBecauseType0,
    check_webhook_with_secret_disabled_because_type_0,
)
from ..models.webhook_with_secret_state import WebhookWithSecretState, check_webhook_with_secret_state

if TYPE_CHECKING:
    from ..models.webhook_health import WebhookHealth
    from ..models.webhook_key import WebhookKey


T = TypeVar("T", bound="WebhookWithSecret")


@_attrs_define
class WebhookWithSecret:
    """A webhook with its new secret, which is shown this once."""

    webhook_id: UUID
    url: str
    description: str
    event_types: list[str]
    campaign_ids: list[UUID]
    account_ids: list[UUID]
    state: WebhookWithSecretState
    disabled_because: None | WebhookWithSecretDisabledBecauseType0
    """ `asked` by a person, `gone` (it answered 410) or `failing` for days. """
    disabled_at: datetime.datetime | None
    health: WebhookHealth
    """ How the receiver does. """
    keys: list[WebhookKey]
    """ All that sign now, the newest first. """
    revision: int
    """ What the ETag says. """
    created_by: UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime
    secret: None | str
    """ What the receiver verifies with; null for `v1a`, which needs no secret. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        webhook_id = str(self.webhook_id)

        url = self.url

        description = self.description

        event_types = self.event_types

        campaign_ids = []
        for campaign_ids_item_data in self.campaign_ids:
            campaign_ids_item = str(campaign_ids_item_data)
            campaign_ids.append(campaign_ids_item)

        account_ids = []
        for account_ids_item_data in self.account_ids:
            account_ids_item = str(account_ids_item_data)
            account_ids.append(account_ids_item)

        state: str = self.state

        disabled_because: None | str
        if isinstance(self.disabled_because, str):
            disabled_because = self.disabled_because
        else:
            disabled_because = self.disabled_because

        disabled_at: None | str
        if isinstance(self.disabled_at, datetime.datetime):
            disabled_at = self.disabled_at.isoformat()
        else:
            disabled_at = self.disabled_at

        health = self.health.to_dict()

        keys = []
        for keys_item_data in self.keys:
            keys_item = keys_item_data.to_dict()
            keys.append(keys_item)

        revision = self.revision

        created_by = str(self.created_by)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        secret: None | str
        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "webhook_id": webhook_id,
                "url": url,
                "description": description,
                "event_types": event_types,
                "campaign_ids": campaign_ids,
                "account_ids": account_ids,
                "state": state,
                "disabled_because": disabled_because,
                "disabled_at": disabled_at,
                "health": health,
                "keys": keys,
                "revision": revision,
                "created_by": created_by,
                "created_at": created_at,
                "updated_at": updated_at,
                "secret": secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_health import WebhookHealth  # noqa: PLC0415
        from ..models.webhook_key import WebhookKey  # noqa: PLC0415

        d = dict(src_dict)
        webhook_id = UUID(d.pop("webhook_id"))

        url = d.pop("url")

        description = d.pop("description")

        event_types = cast(list[str], d.pop("event_types"))

        campaign_ids = []
        _campaign_ids = d.pop("campaign_ids")
        for campaign_ids_item_data in _campaign_ids:
            campaign_ids_item = UUID(campaign_ids_item_data)

            campaign_ids.append(campaign_ids_item)

        account_ids = []
        _account_ids = d.pop("account_ids")
        for account_ids_item_data in _account_ids:
            account_ids_item = UUID(account_ids_item_data)

            account_ids.append(account_ids_item)

        state = check_webhook_with_secret_state(d.pop("state"))

        def _parse_disabled_because(data: object) -> None | WebhookWithSecretDisabledBecauseType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_because_type_0 = check_webhook_with_secret_disabled_because_type_0(data)

                return disabled_because_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WebhookWithSecretDisabledBecauseType0, data)

        disabled_because = _parse_disabled_because(d.pop("disabled_because"))

        def _parse_disabled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_at_type_0 = datetime.datetime.fromisoformat(data)

                return disabled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        disabled_at = _parse_disabled_at(d.pop("disabled_at"))

        health = WebhookHealth.from_dict(d.pop("health"))

        keys = []
        _keys = d.pop("keys")
        for keys_item_data in _keys:
            keys_item = WebhookKey.from_dict(keys_item_data)

            keys.append(keys_item)

        revision = d.pop("revision")

        created_by = UUID(d.pop("created_by"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_secret(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        secret = _parse_secret(d.pop("secret"))

        webhook_with_secret = cls(
            webhook_id=webhook_id,
            url=url,
            description=description,
            event_types=event_types,
            campaign_ids=campaign_ids,
            account_ids=account_ids,
            state=state,
            disabled_because=disabled_because,
            disabled_at=disabled_at,
            health=health,
            keys=keys,
            revision=revision,
            created_by=created_by,
            created_at=created_at,
            updated_at=updated_at,
            secret=secret,
        )

        webhook_with_secret.additional_properties = d
        return webhook_with_secret

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
