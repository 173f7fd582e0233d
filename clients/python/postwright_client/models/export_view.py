from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.export_view_state import ExportViewState, check_export_view_state

if TYPE_CHECKING:
    from ..models.export_file_view import ExportFileView


T = TypeVar("T", bound="ExportView")


@_attrs_define
class ExportView:
    """All that is kept of the organisation."""

    export_id: UUID
    state: ExportViewState
    created_at: datetime.datetime
    ready_at: datetime.datetime | None
    expires_at: datetime.datetime
    """ From then on its files are gone. """
    files: list[ExportFileView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        export_id = str(self.export_id)

        state: str = self.state

        created_at = self.created_at.isoformat()

        ready_at: None | str
        if isinstance(self.ready_at, datetime.datetime):
            ready_at = self.ready_at.isoformat()
        else:
            ready_at = self.ready_at

        expires_at = self.expires_at.isoformat()

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "export_id": export_id,
                "state": state,
                "created_at": created_at,
                "ready_at": ready_at,
                "expires_at": expires_at,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.export_file_view import ExportFileView  # noqa: PLC0415

        d = dict(src_dict)
        export_id = UUID(d.pop("export_id"))

        state = check_export_view_state(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_ready_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ready_at_type_0 = datetime.datetime.fromisoformat(data)

                return ready_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ready_at = _parse_ready_at(d.pop("ready_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = ExportFileView.from_dict(files_item_data)

            files.append(files_item)

        export_view = cls(
            export_id=export_id,
            state=state,
            created_at=created_at,
            ready_at=ready_at,
            expires_at=expires_at,
            files=files,
        )

        export_view.additional_properties = d
        return export_view

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
