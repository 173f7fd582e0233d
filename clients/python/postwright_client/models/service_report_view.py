from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.service_report_view_rows import ServiceReportViewRows


T = TypeVar("T", bound="ServiceReportView")


@_attrs_define
class ServiceReportView:
    """What a service has forgotten."""

    service: str
    rows: ServiceReportViewRows
    """ By table. """
    objects: int
    """ Files. """
    completed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        rows = self.rows.to_dict()

        objects = self.objects

        completed_at = self.completed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "service": service,
                "rows": rows,
                "objects": objects,
                "completed_at": completed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.service_report_view_rows import ServiceReportViewRows  # noqa: PLC0415

        d = dict(src_dict)
        service = d.pop("service")

        rows = ServiceReportViewRows.from_dict(d.pop("rows"))

        objects = d.pop("objects")

        completed_at = datetime.datetime.fromisoformat(d.pop("completed_at"))

        service_report_view = cls(
            service=service,
            rows=rows,
            objects=objects,
            completed_at=completed_at,
        )

        service_report_view.additional_properties = d
        return service_report_view

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
