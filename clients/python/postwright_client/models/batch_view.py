from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_view_source import BatchViewSource, check_batch_view_source
from ..models.batch_view_state import BatchViewState, check_batch_view_state

if TYPE_CHECKING:
    from ..models.batch_item import BatchItem
    from ..models.batch_view_counts import BatchViewCounts
    from ..models.row_problem_view import RowProblemView


T = TypeVar("T", bound="BatchView")


@_attrs_define
class BatchView:
    """A batch and how far it is, item by item and in total."""

    batch_id: UUID
    source: BatchViewSource
    state: BatchViewState
    """ paused and cancelled: as people want it. settled: nothing is under way any more; a person may still have to
    approve. """
    items_total: int
    items_accepted: int
    items_refused: int
    counts: BatchViewCounts
    """ How many requests are in each state. """
    steps_done: int
    steps_total: int
    items: list[BatchItem]
    problems: list[RowProblemView]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    """ When somebody last held it back, let it go on or called it off. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        batch_id = str(self.batch_id)

        source: str = self.source

        state: str = self.state

        items_total = self.items_total

        items_accepted = self.items_accepted

        items_refused = self.items_refused

        counts = self.counts.to_dict()

        steps_done = self.steps_done

        steps_total = self.steps_total

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "batch_id": batch_id,
                "source": source,
                "state": state,
                "items_total": items_total,
                "items_accepted": items_accepted,
                "items_refused": items_refused,
                "counts": counts,
                "steps_done": steps_done,
                "steps_total": steps_total,
                "items": items,
                "problems": problems,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_item import BatchItem  # noqa: PLC0415
        from ..models.batch_view_counts import BatchViewCounts  # noqa: PLC0415
        from ..models.row_problem_view import RowProblemView  # noqa: PLC0415

        d = dict(src_dict)
        batch_id = UUID(d.pop("batch_id"))

        source = check_batch_view_source(d.pop("source"))

        state = check_batch_view_state(d.pop("state"))

        items_total = d.pop("items_total")

        items_accepted = d.pop("items_accepted")

        items_refused = d.pop("items_refused")

        counts = BatchViewCounts.from_dict(d.pop("counts"))

        steps_done = d.pop("steps_done")

        steps_total = d.pop("steps_total")

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = BatchItem.from_dict(items_item_data)

            items.append(items_item)

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = RowProblemView.from_dict(problems_item_data)

            problems.append(problems_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        batch_view = cls(
            batch_id=batch_id,
            source=source,
            state=state,
            items_total=items_total,
            items_accepted=items_accepted,
            items_refused=items_refused,
            counts=counts,
            steps_done=steps_done,
            steps_total=steps_total,
            items=items,
            problems=problems,
            created_at=created_at,
            updated_at=updated_at,
        )

        batch_view.additional_properties = d
        return batch_view

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
