from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_row_view_state import BatchRowViewState, check_batch_row_view_state

if TYPE_CHECKING:
    from ..models.batch_row_problem_view import BatchRowProblemView
    from ..models.progress import Progress


T = TypeVar("T", bound="BatchRowView")


@_attrs_define
class BatchRowView:
    """One row of a batch and what became of it."""

    row: int
    """ The item's number from 1; in CSV the row, the header being row 1. """
    state: BatchRowViewState
    """ Of its request; refused where none was made. """
    request_id: None | UUID
    post_id: None | UUID
    """ The post that was made from it. """
    topic: None | str
    progress: Progress
    """ How far the content is. """
    problems: list[BatchRowProblemView]
    """ Why it was refused, failed or needs attention. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        state: str = self.state

        request_id: None | str
        if isinstance(self.request_id, UUID):
            request_id = str(self.request_id)
        else:
            request_id = self.request_id

        post_id: None | str
        if isinstance(self.post_id, UUID):
            post_id = str(self.post_id)
        else:
            post_id = self.post_id

        topic: None | str
        topic = self.topic

        progress = self.progress.to_dict()

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "state": state,
                "request_id": request_id,
                "post_id": post_id,
                "topic": topic,
                "progress": progress,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_row_problem_view import BatchRowProblemView  # noqa: PLC0415
        from ..models.progress import Progress  # noqa: PLC0415

        d = dict(src_dict)
        row = d.pop("row")

        state = check_batch_row_view_state(d.pop("state"))

        def _parse_request_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_id_type_0 = UUID(data)

                return request_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        request_id = _parse_request_id(d.pop("request_id"))

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

        def _parse_topic(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        topic = _parse_topic(d.pop("topic"))

        progress = Progress.from_dict(d.pop("progress"))

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = BatchRowProblemView.from_dict(problems_item_data)

            problems.append(problems_item)

        batch_row_view = cls(
            row=row,
            state=state,
            request_id=request_id,
            post_id=post_id,
            topic=topic,
            progress=progress,
            problems=problems,
        )

        batch_row_view.additional_properties = d
        return batch_row_view

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
