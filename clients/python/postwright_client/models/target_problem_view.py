from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.target_problem_view_error_class_type_0 import (
    TargetProblemViewErrorClassType0,
    check_target_problem_view_error_class_type_0,
)
from ..models.target_problem_view_who_must_act_type_0 import (
    TargetProblemViewWhoMustActType0,
    check_target_problem_view_who_must_act_type_0,
)

T = TypeVar("T", bound="TargetProblemView")


@_attrs_define
class TargetProblemView:
    """Why it did not go out, is not known to have gone out, or still waits."""

    code: str
    """ Stable. """
    detail: str
    """ The network's own words. """
    error_class: None | TargetProblemViewErrorClassType0
    who_must_act: None | TargetProblemViewWhoMustActType0
    retry_can_help: bool | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        detail = self.detail

        error_class: None | str
        if isinstance(self.error_class, str):
            error_class = self.error_class
        else:
            error_class = self.error_class

        who_must_act: None | str
        if isinstance(self.who_must_act, str):
            who_must_act = self.who_must_act
        else:
            who_must_act = self.who_must_act

        retry_can_help: bool | None
        retry_can_help = self.retry_can_help

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "detail": detail,
                "error_class": error_class,
                "who_must_act": who_must_act,
                "retry_can_help": retry_can_help,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        detail = d.pop("detail")

        def _parse_error_class(data: object) -> None | TargetProblemViewErrorClassType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                error_class_type_0 = check_target_problem_view_error_class_type_0(data)

                return error_class_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TargetProblemViewErrorClassType0, data)

        error_class = _parse_error_class(d.pop("error_class"))

        def _parse_who_must_act(data: object) -> None | TargetProblemViewWhoMustActType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                who_must_act_type_0 = check_target_problem_view_who_must_act_type_0(data)

                return who_must_act_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TargetProblemViewWhoMustActType0, data)

        who_must_act = _parse_who_must_act(d.pop("who_must_act"))

        def _parse_retry_can_help(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        retry_can_help = _parse_retry_can_help(d.pop("retry_can_help"))

        target_problem_view = cls(
            code=code,
            detail=detail,
            error_class=error_class,
            who_must_act=who_must_act,
            retry_can_help=retry_can_help,
        )

        target_problem_view.additional_properties = d
        return target_problem_view

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
