from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.publication_problem_view_error_class_type_0 import (
    PublicationProblemViewErrorClassType0,
    check_publication_problem_view_error_class_type_0,
)
from ..models.publication_problem_view_who_must_act_type_0 import (
    PublicationProblemViewWhoMustActType0,
    check_publication_problem_view_who_must_act_type_0,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="PublicationProblemView")


@_attrs_define
class PublicationProblemView:
    code: str
    detail: str
    error_class: None | PublicationProblemViewErrorClassType0 | Unset = UNSET
    who_must_act: None | PublicationProblemViewWhoMustActType0 | Unset = UNSET
    retry_can_help: bool | None | Unset = UNSET
    until: datetime.datetime | None | Unset = UNSET
    """ When it is tried again at the latest. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

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

        retry_can_help: bool | None | Unset
        if isinstance(self.retry_can_help, Unset):
            retry_can_help = UNSET
        else:
            retry_can_help = self.retry_can_help

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "detail": detail,
            }
        )
        if error_class is not UNSET:
            field_dict["error_class"] = error_class
        if who_must_act is not UNSET:
            field_dict["who_must_act"] = who_must_act
        if retry_can_help is not UNSET:
            field_dict["retry_can_help"] = retry_can_help
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        detail = d.pop("detail")

        def _parse_error_class(data: object) -> None | PublicationProblemViewErrorClassType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                error_class_type_0 = check_publication_problem_view_error_class_type_0(data)

                return error_class_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublicationProblemViewErrorClassType0 | Unset, data)

        error_class = _parse_error_class(d.pop("error_class", UNSET))

        def _parse_who_must_act(data: object) -> None | PublicationProblemViewWhoMustActType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                who_must_act_type_0 = check_publication_problem_view_who_must_act_type_0(data)

                return who_must_act_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublicationProblemViewWhoMustActType0 | Unset, data)

        who_must_act = _parse_who_must_act(d.pop("who_must_act", UNSET))

        def _parse_retry_can_help(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        retry_can_help = _parse_retry_can_help(d.pop("retry_can_help", UNSET))

        def _parse_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.datetime.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        publication_problem_view = cls(
            code=code,
            detail=detail,
            error_class=error_class,
            who_must_act=who_must_act,
            retry_can_help=retry_can_help,
            until=until,
        )

        publication_problem_view.additional_properties = d
        return publication_problem_view

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
