from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CredentialField")


@_attrs_define
class CredentialField:
    """What a person hands over to connect an account without a consent page."""

    name: str
    description: str
    secret: bool | Unset = True
    required: bool | Unset = True
    example: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        secret = self.secret

        required = self.required

        example: None | str | Unset
        if isinstance(self.example, Unset):
            example = UNSET
        else:
            example = self.example

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "description": description,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret
        if required is not UNSET:
            field_dict["required"] = required
        if example is not UNSET:
            field_dict["example"] = example

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description")

        secret = d.pop("secret", UNSET)

        required = d.pop("required", UNSET)

        def _parse_example(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        example = _parse_example(d.pop("example", UNSET))

        credential_field = cls(
            name=name,
            description=description,
            secret=secret,
            required=required,
            example=example,
        )

        return credential_field
