from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.secret_rotation_signature_type_0 import (
    SecretRotationSignatureType0,
    check_secret_rotation_signature_type_0,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="SecretRotation")


@_attrs_define
class SecretRotation:
    """How a secret is replaced."""

    overlap_hours: int | Unset = 24
    """ So long messages are signed with the old secret as well. """
    signature: None | SecretRotationSignatureType0 | Unset = UNSET
    """ Change the kind of signature too. """

    def to_dict(self) -> dict[str, Any]:
        overlap_hours = self.overlap_hours

        signature: None | str | Unset
        if isinstance(self.signature, Unset):
            signature = UNSET
        elif isinstance(self.signature, str):
            signature = self.signature
        else:
            signature = self.signature

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if overlap_hours is not UNSET:
            field_dict["overlap_hours"] = overlap_hours
        if signature is not UNSET:
            field_dict["signature"] = signature

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        overlap_hours = d.pop("overlap_hours", UNSET)

        def _parse_signature(data: object) -> None | SecretRotationSignatureType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                signature_type_0 = check_secret_rotation_signature_type_0(data)

                return signature_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SecretRotationSignatureType0 | Unset, data)

        signature = _parse_signature(d.pop("signature", UNSET))

        secret_rotation = cls(
            overlap_hours=overlap_hours,
            signature=signature,
        )

        return secret_rotation
