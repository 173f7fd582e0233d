from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_decision_decision import NewDecisionDecision, check_new_decision_decision
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewDecision")


@_attrs_define
class NewDecision:
    """Yes, no, or on without."""

    decision: NewDecisionDecision
    """ skip: an owner or admin passes over the step. """
    content_hash: str
    """ Of what you saw: another one is refused with 409 `approval.content_changed`. """
    comment: str | Unset = ""
    """ Why; a rejection needs it. """

    def to_dict(self) -> dict[str, Any]:
        decision: str = self.decision

        content_hash = self.content_hash

        comment = self.comment

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "decision": decision,
                "content_hash": content_hash,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision = check_new_decision_decision(d.pop("decision"))

        content_hash = d.pop("content_hash")

        comment = d.pop("comment", UNSET)

        new_decision = cls(
            decision=decision,
            content_hash=content_hash,
            comment=comment,
        )

        return new_decision
