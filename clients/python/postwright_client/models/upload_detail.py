from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.upload_detail_state import UploadDetailState, check_upload_detail_state

if TYPE_CHECKING:
    from ..models.upload_part_view import UploadPartView
    from ..models.upload_problem import UploadProblem


T = TypeVar("T", bound="UploadDetail")


@_attrs_define
class UploadDetail:
    """A file that comes in parts, with which of them are there."""

    upload_id: UUID
    state: UploadDetailState
    """ open: parts are taken; assembling: it is looked into; ready: `media_id` is the file. """
    name: str
    """ As it was announced. A file that was here already keeps the name it had: see `media_id`. """
    size: int
    part_bytes: int
    """ Of every part but the last, which has the rest. """
    parts_total: int
    """ They have the numbers from 1 to this. """
    media_id: None | UUID
    """ The file, once it is ready. Where the same bytes were here already it is that file: with its own name, and
    with what was announced of `alt_text`, `tags` and `folder`. """
    problem: None | UploadProblem
    created_at: datetime.datetime
    updated_at: datetime.datetime
    expires_at: datetime.datetime
    """ Until then parts are taken. """
    parts: list[UploadPartView]
    """ None once it is at its end. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.upload_problem import UploadProblem  # noqa: PLC0415

        upload_id = str(self.upload_id)

        state: str = self.state

        name = self.name

        size = self.size

        part_bytes = self.part_bytes

        parts_total = self.parts_total

        media_id: None | str
        if isinstance(self.media_id, UUID):
            media_id = str(self.media_id)
        else:
            media_id = self.media_id

        problem: dict[str, Any] | None
        if isinstance(self.problem, UploadProblem):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        expires_at = self.expires_at.isoformat()

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "upload_id": upload_id,
                "state": state,
                "name": name,
                "size": size,
                "part_bytes": part_bytes,
                "parts_total": parts_total,
                "media_id": media_id,
                "problem": problem,
                "created_at": created_at,
                "updated_at": updated_at,
                "expires_at": expires_at,
                "parts": parts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.upload_part_view import UploadPartView  # noqa: PLC0415
        from ..models.upload_problem import UploadProblem  # noqa: PLC0415

        d = dict(src_dict)
        upload_id = UUID(d.pop("upload_id"))

        state = check_upload_detail_state(d.pop("state"))

        name = d.pop("name")

        size = d.pop("size")

        part_bytes = d.pop("part_bytes")

        parts_total = d.pop("parts_total")

        def _parse_media_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                media_id_type_0 = UUID(data)

                return media_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        media_id = _parse_media_id(d.pop("media_id"))

        def _parse_problem(data: object) -> None | UploadProblem:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = UploadProblem.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UploadProblem, data)

        problem = _parse_problem(d.pop("problem"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = UploadPartView.from_dict(parts_item_data)

            parts.append(parts_item)

        upload_detail = cls(
            upload_id=upload_id,
            state=state,
            name=name,
            size=size,
            part_bytes=part_bytes,
            parts_total=parts_total,
            media_id=media_id,
            problem=problem,
            created_at=created_at,
            updated_at=updated_at,
            expires_at=expires_at,
            parts=parts,
        )

        upload_detail.additional_properties = d
        return upload_detail

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
