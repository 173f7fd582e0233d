from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.workflow_view_state import WorkflowViewState, check_workflow_view_state

if TYPE_CHECKING:
    from ..models.decision_view import DecisionView
    from ..models.step_view import StepView


T = TypeVar("T", bound="WorkflowView")


@_attrs_define
class WorkflowView:
    """A review of one content, and how far it is."""

    workflow_id: UUID
    item_id: None | UUID
    version: int | None
    """ Of the item. """
    post_id: None | UUID
    """ Of a planned post whose content was changed. """
    content_hash: str
    """ What is reviewed, and nothing else. """
    rule_id: None | UUID
    state: WorkflowViewState
    """ `void`: the content was changed meanwhile. """
    reason: str
    """ Why it is rejected or void. """
    steps: list[StepView]
    step: int
    """ The one at hand, from 0. """
    step_started_at: datetime.datetime
    remind_at: datetime.datetime | None
    time_out_at: datetime.datetime | None
    author_may_approve: bool
    decisions: list[DecisionView]
    previous_id: None | UUID
    """ The review whose place this one takes. """
    started_by: None | UUID
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        workflow_id = str(self.workflow_id)

        item_id: None | str
        if isinstance(self.item_id, UUID):
            item_id = str(self.item_id)
        else:
            item_id = self.item_id

        version: int | None
        version = self.version

        post_id: None | str
        if isinstance(self.post_id, UUID):
            post_id = str(self.post_id)
        else:
            post_id = self.post_id

        content_hash = self.content_hash

        rule_id: None | str
        if isinstance(self.rule_id, UUID):
            rule_id = str(self.rule_id)
        else:
            rule_id = self.rule_id

        state: str = self.state

        reason = self.reason

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        step = self.step

        step_started_at = self.step_started_at.isoformat()

        remind_at: None | str
        if isinstance(self.remind_at, datetime.datetime):
            remind_at = self.remind_at.isoformat()
        else:
            remind_at = self.remind_at

        time_out_at: None | str
        if isinstance(self.time_out_at, datetime.datetime):
            time_out_at = self.time_out_at.isoformat()
        else:
            time_out_at = self.time_out_at

        author_may_approve = self.author_may_approve

        decisions = []
        for decisions_item_data in self.decisions:
            decisions_item = decisions_item_data.to_dict()
            decisions.append(decisions_item)

        previous_id: None | str
        if isinstance(self.previous_id, UUID):
            previous_id = str(self.previous_id)
        else:
            previous_id = self.previous_id

        started_by: None | str
        if isinstance(self.started_by, UUID):
            started_by = str(self.started_by)
        else:
            started_by = self.started_by

        started_at = self.started_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "workflow_id": workflow_id,
                "item_id": item_id,
                "version": version,
                "post_id": post_id,
                "content_hash": content_hash,
                "rule_id": rule_id,
                "state": state,
                "reason": reason,
                "steps": steps,
                "step": step,
                "step_started_at": step_started_at,
                "remind_at": remind_at,
                "time_out_at": time_out_at,
                "author_may_approve": author_may_approve,
                "decisions": decisions,
                "previous_id": previous_id,
                "started_by": started_by,
                "started_at": started_at,
                "ended_at": ended_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_view import DecisionView  # noqa: PLC0415
        from ..models.step_view import StepView  # noqa: PLC0415

        d = dict(src_dict)
        workflow_id = UUID(d.pop("workflow_id"))

        def _parse_item_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                item_id_type_0 = UUID(data)

                return item_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        item_id = _parse_item_id(d.pop("item_id"))

        def _parse_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version = _parse_version(d.pop("version"))

        def _parse_post_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                post_id_type_0 = UUID(data)

                return post_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        post_id = _parse_post_id(d.pop("post_id"))

        content_hash = d.pop("content_hash")

        def _parse_rule_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rule_id_type_0 = UUID(data)

                return rule_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        rule_id = _parse_rule_id(d.pop("rule_id"))

        state = check_workflow_view_state(d.pop("state"))

        reason = d.pop("reason")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = StepView.from_dict(steps_item_data)

            steps.append(steps_item)

        step = d.pop("step")

        step_started_at = datetime.datetime.fromisoformat(d.pop("step_started_at"))

        def _parse_remind_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                remind_at_type_0 = datetime.datetime.fromisoformat(data)

                return remind_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        remind_at = _parse_remind_at(d.pop("remind_at"))

        def _parse_time_out_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                time_out_at_type_0 = datetime.datetime.fromisoformat(data)

                return time_out_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        time_out_at = _parse_time_out_at(d.pop("time_out_at"))

        author_may_approve = d.pop("author_may_approve")

        decisions = []
        _decisions = d.pop("decisions")
        for decisions_item_data in _decisions:
            decisions_item = DecisionView.from_dict(decisions_item_data)

            decisions.append(decisions_item)

        def _parse_previous_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                previous_id_type_0 = UUID(data)

                return previous_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        previous_id = _parse_previous_id(d.pop("previous_id"))

        def _parse_started_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_by_type_0 = UUID(data)

                return started_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        started_by = _parse_started_by(d.pop("started_by"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        workflow_view = cls(
            workflow_id=workflow_id,
            item_id=item_id,
            version=version,
            post_id=post_id,
            content_hash=content_hash,
            rule_id=rule_id,
            state=state,
            reason=reason,
            steps=steps,
            step=step,
            step_started_at=step_started_at,
            remind_at=remind_at,
            time_out_at=time_out_at,
            author_may_approve=author_may_approve,
            decisions=decisions,
            previous_id=previous_id,
            started_by=started_by,
            started_at=started_at,
            ended_at=ended_at,
        )

        workflow_view.additional_properties = d
        return workflow_view

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
