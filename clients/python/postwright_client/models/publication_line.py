from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.publication_line_state import PublicationLineState, check_publication_line_state

T = TypeVar("T", bound="PublicationLine")


@_attrs_define
class PublicationLine:
    """Where it went, and what became of it there."""

    publication_id: UUID
    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    state: PublicationLineState
    url: None | str
    published_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        publication_id = str(self.publication_id)

        account_id = str(self.account_id)

        network = self.network

        state: str = self.state

        url: None | str
        url = self.url

        published_at: None | str
        if isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "publication_id": publication_id,
                "account_id": account_id,
                "network": network,
                "state": state,
                "url": url,
                "published_at": published_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        publication_id = UUID(d.pop("publication_id"))

        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        state = check_publication_line_state(d.pop("state"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_published_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_at_type_0 = datetime.datetime.fromisoformat(data)

                return published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        published_at = _parse_published_at(d.pop("published_at"))

        publication_line = cls(
            publication_id=publication_id,
            account_id=account_id,
            network=network,
            state=state,
            url=url,
            published_at=published_at,
        )

        publication_line.additional_properties = d
        return publication_line

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
