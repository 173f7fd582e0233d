from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.attempt_view_answer import AttemptViewAnswer, check_attempt_view_answer
from ..models.attempt_view_error_class_type_0 import (
    AttemptViewErrorClassType0,
    check_attempt_view_error_class_type_0,
)
from ..models.attempt_view_kind import AttemptViewKind, check_attempt_view_kind
from ..models.attempt_view_who_must_act_type_0 import (
    AttemptViewWhoMustActType0,
    check_attempt_view_who_must_act_type_0,
)

T = TypeVar("T", bound="AttemptView")


@_attrs_define
class AttemptView:
    """A call that could change what is live, or a look afterwards."""

    attempt_id: UUID
    kind: AttemptViewKind
    part: int
    """ Which post, comment or message of the publication. """
    request_hash: str
    """ SHA-256 of what was sent; empty where a crash left nobody who knew. """
    trace_id: None | str
    started_at: datetime.datetime
    ended_at: datetime.datetime
    answer: AttemptViewAnswer
    latency_ms: float | None
    code: None | str
    detail: None | str
    """ The network's own words. """
    error_class: AttemptViewErrorClassType0 | None
    who_must_act: AttemptViewWhoMustActType0 | None
    retry_can_help: bool | None
    next_at: datetime.datetime | None
    """ When it is tried, or looked for, again. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attempt_id = str(self.attempt_id)

        kind: str = self.kind

        part = self.part

        request_hash = self.request_hash

        trace_id: None | str
        trace_id = self.trace_id

        started_at = self.started_at.isoformat()

        ended_at = self.ended_at.isoformat()

        answer: str = self.answer

        latency_ms: float | None
        latency_ms = self.latency_ms

        code: None | str
        code = self.code

        detail: None | str
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

        next_at: None | str
        if isinstance(self.next_at, datetime.datetime):
            next_at = self.next_at.isoformat()
        else:
            next_at = self.next_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attempt_id": attempt_id,
                "kind": kind,
                "part": part,
                "request_hash": request_hash,
                "trace_id": trace_id,
                "started_at": started_at,
                "ended_at": ended_at,
                "answer": answer,
                "latency_ms": latency_ms,
                "code": code,
                "detail": detail,
                "error_class": error_class,
                "who_must_act": who_must_act,
                "retry_can_help": retry_can_help,
                "next_at": next_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        attempt_id = UUID(d.pop("attempt_id"))

        kind = check_attempt_view_kind(d.pop("kind"))

        part = d.pop("part")

        request_hash = d.pop("request_hash")

        def _parse_trace_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        trace_id = _parse_trace_id(d.pop("trace_id"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        ended_at = datetime.datetime.fromisoformat(d.pop("ended_at"))

        answer = check_attempt_view_answer(d.pop("answer"))

        def _parse_latency_ms(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        latency_ms = _parse_latency_ms(d.pop("latency_ms"))

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code"))

        def _parse_detail(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        detail = _parse_detail(d.pop("detail"))

        def _parse_error_class(data: object) -> AttemptViewErrorClassType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                error_class_type_0 = check_attempt_view_error_class_type_0(data)

                return error_class_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AttemptViewErrorClassType0 | None, data)

        error_class = _parse_error_class(d.pop("error_class"))

        def _parse_who_must_act(data: object) -> AttemptViewWhoMustActType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                who_must_act_type_0 = check_attempt_view_who_must_act_type_0(data)

                return who_must_act_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AttemptViewWhoMustActType0 | None, data)

        who_must_act = _parse_who_must_act(d.pop("who_must_act"))

        def _parse_retry_can_help(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        retry_can_help = _parse_retry_can_help(d.pop("retry_can_help"))

        def _parse_next_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_at = _parse_next_at(d.pop("next_at"))

        attempt_view = cls(
            attempt_id=attempt_id,
            kind=kind,
            part=part,
            request_hash=request_hash,
            trace_id=trace_id,
            started_at=started_at,
            ended_at=ended_at,
            answer=answer,
            latency_ms=latency_ms,
            code=code,
            detail=detail,
            error_class=error_class,
            who_must_act=who_must_act,
            retry_can_help=retry_can_help,
            next_at=next_at,
        )

        attempt_view.additional_properties = d
        return attempt_view

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
