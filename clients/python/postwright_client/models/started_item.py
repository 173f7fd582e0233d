from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.not_started import NotStarted
    from ..models.workflow_view import WorkflowView


T = TypeVar("T", bound="StartedItem")


@_attrs_define
class StartedItem:
    """What became of one item of a call for many: one of both is null."""

    item_id: UUID
    workflow: None | WorkflowView
    problem: None | NotStarted
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.not_started import NotStarted  # noqa: PLC0415
        from ..models.workflow_view import WorkflowView  # noqa: PLC0415

        item_id = str(self.item_id)

        workflow: dict[str, Any] | None
        if isinstance(self.workflow, WorkflowView):
            workflow = self.workflow.to_dict()
        else:
            workflow = self.workflow

        problem: dict[str, Any] | None
        if isinstance(self.problem, NotStarted):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item_id": item_id,
                "workflow": workflow,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.not_started import NotStarted  # noqa: PLC0415
        from ..models.workflow_view import WorkflowView  # noqa: PLC0415

        d = dict(src_dict)
        item_id = UUID(d.pop("item_id"))

        def _parse_workflow(data: object) -> None | WorkflowView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                workflow_type_0 = WorkflowView.from_dict(data)

                return workflow_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WorkflowView, data)

        workflow = _parse_workflow(d.pop("workflow"))

        def _parse_problem(data: object) -> None | NotStarted:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = NotStarted.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | NotStarted, data)

        problem = _parse_problem(d.pop("problem"))

        started_item = cls(
            item_id=item_id,
            workflow=workflow,
            problem=problem,
        )

        started_item.additional_properties = d
        return started_item

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
