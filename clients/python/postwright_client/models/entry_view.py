from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EntryView")


@_attrs_define
class EntryView:
    """One thing that happened."""

    event_id: UUID
    kind: str
    """ Such as content.generated, post.scheduled, post.published. """
    at: datetime.datetime
    explanation: str
    """ What happened, for a person. """
    network: None | str
    account_id: None | UUID
    handle: None | str
    """ The account as its network names it. """
    publication_id: None | UUID
    lateness_ms: int | None
    correlation_id: str
    """ The same from the request to the publication. """
    causation_id: None | str
    """ The event or request this follows from. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_id = str(self.event_id)

        kind = self.kind

        at = self.at.isoformat()

        explanation = self.explanation

        network: None | str
        network = self.network

        account_id: None | str
        if isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        handle: None | str
        handle = self.handle

        publication_id: None | str
        if isinstance(self.publication_id, UUID):
            publication_id = str(self.publication_id)
        else:
            publication_id = self.publication_id

        lateness_ms: int | None
        lateness_ms = self.lateness_ms

        correlation_id = self.correlation_id

        causation_id: None | str
        causation_id = self.causation_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "kind": kind,
                "at": at,
                "explanation": explanation,
                "network": network,
                "account_id": account_id,
                "handle": handle,
                "publication_id": publication_id,
                "lateness_ms": lateness_ms,
                "correlation_id": correlation_id,
                "causation_id": causation_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_id = UUID(d.pop("event_id"))

        kind = d.pop("kind")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        explanation = d.pop("explanation")

        def _parse_network(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        network = _parse_network(d.pop("network"))

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

        def _parse_handle(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        handle = _parse_handle(d.pop("handle"))

        def _parse_publication_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                publication_id_type_0 = UUID(data)

                return publication_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        publication_id = _parse_publication_id(d.pop("publication_id"))

        def _parse_lateness_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        lateness_ms = _parse_lateness_ms(d.pop("lateness_ms"))

        correlation_id = d.pop("correlation_id")

        def _parse_causation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        causation_id = _parse_causation_id(d.pop("causation_id"))

        entry_view = cls(
            event_id=event_id,
            kind=kind,
            at=at,
            explanation=explanation,
            network=network,
            account_id=account_id,
            handle=handle,
            publication_id=publication_id,
            lateness_ms=lateness_ms,
            correlation_id=correlation_id,
            causation_id=causation_id,
        )

        entry_view.additional_properties = d
        return entry_view

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
