from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.credential_field import CredentialField


T = TypeVar("T", bound="Connecting")


@_attrs_define
class Connecting:
    """How an account is connected."""

    consent: bool
    """ Whether a person can consent on the network's own page. """
    source: str
    scopes: list[str] | Unset = UNSET
    """ Asked for on that page. """
    choices: None | str | Unset = UNSET
    """ What one consent may give several of, such as pages; null: one account. """
    credentials: list[CredentialField] | Unset = UNSET
    """ Handed over directly; empty: only by consent. """
    token_days: int | None | Unset = UNSET
    """ After which a person must consent again, where nothing renews it. """

    def to_dict(self) -> dict[str, Any]:
        consent = self.consent

        source = self.source

        scopes: list[str] | Unset = UNSET
        if not isinstance(self.scopes, Unset):
            scopes = self.scopes

        choices: None | str | Unset
        if isinstance(self.choices, Unset):
            choices = UNSET
        else:
            choices = self.choices

        credentials: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.credentials, Unset):
            credentials = []
            for credentials_item_data in self.credentials:
                credentials_item = credentials_item_data.to_dict()
                credentials.append(credentials_item)

        token_days: int | None | Unset
        if isinstance(self.token_days, Unset):
            token_days = UNSET
        else:
            token_days = self.token_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "consent": consent,
                "source": source,
            }
        )
        if scopes is not UNSET:
            field_dict["scopes"] = scopes
        if choices is not UNSET:
            field_dict["choices"] = choices
        if credentials is not UNSET:
            field_dict["credentials"] = credentials
        if token_days is not UNSET:
            field_dict["token_days"] = token_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.credential_field import CredentialField  # noqa: PLC0415

        d = dict(src_dict)
        consent = d.pop("consent")

        source = d.pop("source")

        scopes = cast(list[str], d.pop("scopes", UNSET))

        def _parse_choices(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        choices = _parse_choices(d.pop("choices", UNSET))

        _credentials = d.pop("credentials", UNSET)
        credentials: list[CredentialField] | Unset = UNSET
        if _credentials is not UNSET:
            credentials = []
            for credentials_item_data in _credentials:
                credentials_item = CredentialField.from_dict(credentials_item_data)

                credentials.append(credentials_item)

        def _parse_token_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        token_days = _parse_token_days(d.pop("token_days", UNSET))

        connecting = cls(
            consent=consent,
            source=source,
            scopes=scopes,
            choices=choices,
            credentials=credentials,
            token_days=token_days,
        )

        return connecting
