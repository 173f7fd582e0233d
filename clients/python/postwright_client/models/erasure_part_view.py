from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.erasure_part_view_subject import ErasurePartViewSubject, check_erasure_part_view_subject

if TYPE_CHECKING:
    from ..models.service_report_view import ServiceReportView


T = TypeVar("T", bound="ErasurePartView")


@_attrs_define
class ErasurePartView:
    subject: ErasurePartViewSubject
    subject_id: UUID
    reports: list[ServiceReportView]
    awaited: list[str]
    """ Services that have not answered yet. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        subject: str = self.subject

        subject_id = str(self.subject_id)

        reports = []
        for reports_item_data in self.reports:
            reports_item = reports_item_data.to_dict()
            reports.append(reports_item)

        awaited = self.awaited

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "subject": subject,
                "subject_id": subject_id,
                "reports": reports,
                "awaited": awaited,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.service_report_view import ServiceReportView  # noqa: PLC0415

        d = dict(src_dict)
        subject = check_erasure_part_view_subject(d.pop("subject"))

        subject_id = UUID(d.pop("subject_id"))

        reports = []
        _reports = d.pop("reports")
        for reports_item_data in _reports:
            reports_item = ServiceReportView.from_dict(reports_item_data)

            reports.append(reports_item)

        awaited = cast(list[str], d.pop("awaited"))

        erasure_part_view = cls(
            subject=subject,
            subject_id=subject_id,
            reports=reports,
            awaited=awaited,
        )

        erasure_part_view.additional_properties = d
        return erasure_part_view

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
