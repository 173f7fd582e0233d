from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.batch_summary_source import BatchSummarySource, check_batch_summary_source
from ..models.batch_summary_state import BatchSummaryState, check_batch_summary_state

if TYPE_CHECKING:
    from ..models.batch_summary_counts import BatchSummaryCounts


T = TypeVar("T", bound="BatchSummary")


@_attrs_define
class BatchSummary:
    """A batch and how far it is in total."""

    batch_id: UUID
    source: BatchSummarySource
    state: BatchSummaryState
    """ paused and cancelled: as people want it. settled: nothing is under way any more; a person may still have to
    approve. """
    items_total: int
    items_accepted: int
    items_refused: int
    counts: BatchSummaryCounts
    """ How many requests are in each state. """
    steps_done: int
    steps_total: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
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
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_summary_counts import BatchSummaryCounts  # noqa: PLC0415

        d = dict(src_dict)
        batch_id = UUID(d.pop("batch_id"))

        source = check_batch_summary_source(d.pop("source"))

        state = check_batch_summary_state(d.pop("state"))

        items_total = d.pop("items_total")

        items_accepted = d.pop("items_accepted")

        items_refused = d.pop("items_refused")

        counts = BatchSummaryCounts.from_dict(d.pop("counts"))

        steps_done = d.pop("steps_done")

        steps_total = d.pop("steps_total")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        batch_summary = cls(
            batch_id=batch_id,
            source=source,
            state=state,
            items_total=items_total,
            items_accepted=items_accepted,
            items_refused=items_refused,
            counts=counts,
            steps_done=steps_done,
            steps_total=steps_total,
            created_at=created_at,
            updated_at=updated_at,
        )

        batch_summary.additional_properties = d
        return batch_summary

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
