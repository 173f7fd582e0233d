from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_item_state import BatchItemState, check_batch_item_state

if TYPE_CHECKING:
    from ..models.problem_view import ProblemView
    from ..models.progress import Progress


T = TypeVar("T", bound="BatchItem")


@_attrs_define
class BatchItem:
    """One request of a batch."""

    row: int | None
    """ The item's number from 1; in CSV the row, the header being row 1. """
    request_id: UUID
    topic: str
    state: BatchItemState
    progress: Progress
    """ How far the content is. """
    problem: None | ProblemView
    post_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.problem_view import ProblemView  # noqa: PLC0415

        row: int | None
        row = self.row

        request_id = str(self.request_id)

        topic = self.topic

        state: str = self.state

        progress = self.progress.to_dict()

        problem: dict[str, Any] | None
        if isinstance(self.problem, ProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        post_id: None | str
        if isinstance(self.post_id, UUID):
            post_id = str(self.post_id)
        else:
            post_id = self.post_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "request_id": request_id,
                "topic": topic,
                "state": state,
                "progress": progress,
                "problem": problem,
                "post_id": post_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem_view import ProblemView  # noqa: PLC0415
        from ..models.progress import Progress  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_row(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        row = _parse_row(d.pop("row"))

        request_id = UUID(d.pop("request_id"))

        topic = d.pop("topic")

        state = check_batch_item_state(d.pop("state"))

        progress = Progress.from_dict(d.pop("progress"))

        def _parse_problem(data: object) -> None | ProblemView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = ProblemView.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemView, data)

        problem = _parse_problem(d.pop("problem"))

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

        batch_item = cls(
            row=row,
            request_id=request_id,
            topic=topic,
            state=state,
            progress=progress,
            problem=problem,
            post_id=post_id,
        )

        batch_item.additional_properties = d
        return batch_item

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
