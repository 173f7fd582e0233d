from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.media_view import MediaView


T = TypeVar("T", bound="BulkResult")


@_attrs_define
class BulkResult:
    """What came of one of them."""

    media_id: UUID
    done: bool
    media: MediaView | None
    """ As it is now. """
    code: None | str
    """ Why it stays as it was. """
    detail: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.media_view import MediaView  # noqa: PLC0415

        media_id = str(self.media_id)

        done = self.done

        media: dict[str, Any] | None
        if isinstance(self.media, MediaView):
            media = self.media.to_dict()
        else:
            media = self.media

        code: None | str
        code = self.code

        detail: None | str
        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "media_id": media_id,
                "done": done,
                "media": media,
                "code": code,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_view import MediaView  # noqa: PLC0415

        d = dict(src_dict)
        media_id = UUID(d.pop("media_id"))

        done = d.pop("done")

        def _parse_media(data: object) -> MediaView | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                media_type_0 = MediaView.from_dict(data)

                return media_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MediaView | None, data)

        media = _parse_media(d.pop("media"))

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code"))

        def _parse_detail(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        detail = _parse_detail(d.pop("detail"))

        bulk_result = cls(
            media_id=media_id,
            done=done,
            media=media,
            code=code,
            detail=detail,
        )

        bulk_result.additional_properties = d
        return bulk_result

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
