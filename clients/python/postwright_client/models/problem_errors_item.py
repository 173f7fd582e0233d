from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProblemErrorsItem")


@_attrs_define
class ProblemErrorsItem:
    pointer: str
    """ JSON pointer into the body, or place and name of a parameter. """
    detail: str
    code: str | Unset = UNSET
    """ Stable; made for programs. """
    limit: float | Unset = UNSET
    """ The most (or least) that the network takes, in `unit`. """
    actual: float | Unset = UNSET
    """ What there is, in `unit`. """
    unit: str | Unset = UNSET
    """ As the network counts. """
    fix: str | Unset = UNSET
    """ What to do about it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pointer = self.pointer

        detail = self.detail

        code = self.code

        limit = self.limit

        actual = self.actual

        unit = self.unit

        fix = self.fix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pointer": pointer,
                "detail": detail,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if limit is not UNSET:
            field_dict["limit"] = limit
        if actual is not UNSET:
            field_dict["actual"] = actual
        if unit is not UNSET:
            field_dict["unit"] = unit
        if fix is not UNSET:
            field_dict["fix"] = fix

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pointer = d.pop("pointer")

        detail = d.pop("detail")

        code = d.pop("code", UNSET)

        limit = d.pop("limit", UNSET)

        actual = d.pop("actual", UNSET)

        unit = d.pop("unit", UNSET)

        fix = d.pop("fix", UNSET)

        problem_errors_item = cls(
            pointer=pointer,
            detail=detail,
            code=code,
            limit=limit,
            actual=actual,
            unit=unit,
            fix=fix,
        )

        problem_errors_item.additional_properties = d
        return problem_errors_item

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
