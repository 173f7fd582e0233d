from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ExportFileView")


@_attrs_define
class ExportFileView:
    """A file of JSON Lines: a row a line."""

    service: str
    table: str
    url: str
    """ Where it is, with the same credentials. """
    rows: int
    size: int
    """ Bytes. """
    sha256: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        table = self.table

        url = self.url

        rows = self.rows

        size = self.size

        sha256 = self.sha256

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "service": service,
                "table": table,
                "url": url,
                "rows": rows,
                "size": size,
                "sha256": sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        service = d.pop("service")

        table = d.pop("table")

        url = d.pop("url")

        rows = d.pop("rows")

        size = d.pop("size")

        sha256 = d.pop("sha256")

        export_file_view = cls(
            service=service,
            table=table,
            url=url,
            rows=rows,
            size=size,
            sha256=sha256,
        )

        export_file_view.additional_properties = d
        return export_file_view

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
