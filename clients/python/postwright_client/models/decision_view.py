from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.decision_view_decision import DecisionViewDecision, check_decision_view_decision

T = TypeVar("T", bound="DecisionView")


@_attrs_define
class DecisionView:
    """What somebody decided; `by` is null where time ran out."""

    step: int
    """ Which, from 0. """
    decision: DecisionViewDecision
    by: None | UUID
    comment: str
    content_hash: str
    at: datetime.datetime
    void: bool
    """ It counts no more, since the content was changed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        step = self.step

        decision: str = self.decision

        by: None | str
        if isinstance(self.by, UUID):
            by = str(self.by)
        else:
            by = self.by

        comment = self.comment

        content_hash = self.content_hash

        at = self.at.isoformat()

        void = self.void

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "step": step,
                "decision": decision,
                "by": by,
                "comment": comment,
                "content_hash": content_hash,
                "at": at,
                "void": void,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        step = d.pop("step")

        decision = check_decision_view_decision(d.pop("decision"))

        def _parse_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                by_type_0 = UUID(data)

                return by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        by = _parse_by(d.pop("by"))

        comment = d.pop("comment")

        content_hash = d.pop("content_hash")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        void = d.pop("void")

        decision_view = cls(
            step=step,
            decision=decision,
            by=by,
            comment=comment,
            content_hash=content_hash,
            at=at,
            void=void,
        )

        decision_view.additional_properties = d
        return decision_view

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
