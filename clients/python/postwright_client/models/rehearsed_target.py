from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rehearsed_target_error_class_type_0 import (
    RehearsedTargetErrorClassType0,
    check_rehearsed_target_error_class_type_0,
)
from ..models.rehearsed_target_outcome import RehearsedTargetOutcome, check_rehearsed_target_outcome
from ..models.rehearsed_target_who_must_act_type_0 import (
    RehearsedTargetWhoMustActType0,
    check_rehearsed_target_who_must_act_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.published_part import PublishedPart


T = TypeVar("T", bound="RehearsedTarget")


@_attrs_define
class RehearsedTarget:
    """What became of one target on the sandbox."""

    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    outcome: RehearsedTargetOutcome
    seconds: float
    """ From the first call to the last answer. """
    parts: list[PublishedPart] | Unset = UNSET
    """ With their addresses on the sandbox. """
    code: None | str | Unset = UNSET
    detail: None | str | Unset = UNSET
    error_class: None | RehearsedTargetErrorClassType0 | Unset = UNSET
    who_must_act: None | RehearsedTargetWhoMustActType0 | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        account_id = str(self.account_id)

        network = self.network

        outcome: str = self.outcome

        seconds = self.seconds

        parts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.parts, Unset):
            parts = []
            for parts_item_data in self.parts:
                parts_item = parts_item_data.to_dict()
                parts.append(parts_item)

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        detail: None | str | Unset
        if isinstance(self.detail, Unset):
            detail = UNSET
        else:
            detail = self.detail

        error_class: None | str | Unset
        if isinstance(self.error_class, Unset):
            error_class = UNSET
        elif isinstance(self.error_class, str):
            error_class = self.error_class
        else:
            error_class = self.error_class

        who_must_act: None | str | Unset
        if isinstance(self.who_must_act, Unset):
            who_must_act = UNSET
        elif isinstance(self.who_must_act, str):
            who_must_act = self.who_must_act
        else:
            who_must_act = self.who_must_act

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "network": network,
                "outcome": outcome,
                "seconds": seconds,
            }
        )
        if parts is not UNSET:
            field_dict["parts"] = parts
        if code is not UNSET:
            field_dict["code"] = code
        if detail is not UNSET:
            field_dict["detail"] = detail
        if error_class is not UNSET:
            field_dict["error_class"] = error_class
        if who_must_act is not UNSET:
            field_dict["who_must_act"] = who_must_act

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.published_part import PublishedPart  # noqa: PLC0415

        d = dict(src_dict)
        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        outcome = check_rehearsed_target_outcome(d.pop("outcome"))

        seconds = d.pop("seconds")

        _parts = d.pop("parts", UNSET)
        parts: list[PublishedPart] | Unset = UNSET
        if _parts is not UNSET:
            parts = []
            for parts_item_data in _parts:
                parts_item = PublishedPart.from_dict(parts_item_data)

                parts.append(parts_item)

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_detail(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        detail = _parse_detail(d.pop("detail", UNSET))

        def _parse_error_class(data: object) -> None | RehearsedTargetErrorClassType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                error_class_type_0 = check_rehearsed_target_error_class_type_0(data)

                return error_class_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RehearsedTargetErrorClassType0 | Unset, data)

        error_class = _parse_error_class(d.pop("error_class", UNSET))

        def _parse_who_must_act(data: object) -> None | RehearsedTargetWhoMustActType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                who_must_act_type_0 = check_rehearsed_target_who_must_act_type_0(data)

                return who_must_act_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RehearsedTargetWhoMustActType0 | Unset, data)

        who_must_act = _parse_who_must_act(d.pop("who_must_act", UNSET))

        rehearsed_target = cls(
            account_id=account_id,
            network=network,
            outcome=outcome,
            seconds=seconds,
            parts=parts,
            code=code,
            detail=detail,
            error_class=error_class,
            who_must_act=who_must_act,
        )

        rehearsed_target.additional_properties = d
        return rehearsed_target

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
