from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.limit import Limit
    from ..models.media_kind import MediaKind


T = TypeVar("T", bound="MediaRules")


@_attrs_define
class MediaRules:
    max_count: Limit
    """ The most of something. """
    kinds: list[MediaKind]
    min_count: int | Unset = 0
    """ Fewest attachments. """
    mixed: bool | Unset = True
    """ Whether kinds may stand beside one another. """
    alt_text: Limit | None | Unset = UNSET
    """ Longest alternative text in characters; null: no limit known. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.limit import Limit  # noqa: PLC0415

        max_count = self.max_count.to_dict()

        kinds = []
        for kinds_item_data in self.kinds:
            kinds_item = kinds_item_data.to_dict()
            kinds.append(kinds_item)

        min_count = self.min_count

        mixed = self.mixed

        alt_text: dict[str, Any] | None | Unset
        if isinstance(self.alt_text, Unset):
            alt_text = UNSET
        elif isinstance(self.alt_text, Limit):
            alt_text = self.alt_text.to_dict()
        else:
            alt_text = self.alt_text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "max_count": max_count,
                "kinds": kinds,
            }
        )
        if min_count is not UNSET:
            field_dict["min_count"] = min_count
        if mixed is not UNSET:
            field_dict["mixed"] = mixed
        if alt_text is not UNSET:
            field_dict["alt_text"] = alt_text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415
        from ..models.media_kind import MediaKind  # noqa: PLC0415

        d = dict(src_dict)
        max_count = Limit.from_dict(d.pop("max_count"))

        kinds = []
        _kinds = d.pop("kinds")
        for kinds_item_data in _kinds:
            kinds_item = MediaKind.from_dict(kinds_item_data)

            kinds.append(kinds_item)

        min_count = d.pop("min_count", UNSET)

        mixed = d.pop("mixed", UNSET)

        def _parse_alt_text(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                alt_text_type_0 = Limit.from_dict(data)

                return alt_text_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        alt_text = _parse_alt_text(d.pop("alt_text", UNSET))

        media_rules = cls(
            max_count=max_count,
            kinds=kinds,
            min_count=min_count,
            mixed=mixed,
            alt_text=alt_text,
        )

        return media_rules
