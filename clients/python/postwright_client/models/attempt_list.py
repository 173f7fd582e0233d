from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.attempt_view import AttemptView
    from ..models.wish_view import WishView


T = TypeVar("T", bound="AttemptList")


@_attrs_define
class AttemptList:
    """Some attempts, and all that was asked of the publication."""

    items: list[AttemptView]
    next_cursor: None | str
    """ Send it as `cursor` for the next page; null on the last. """
    wishes: list[WishView]
    """ What people asked of it, the same on every page. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_cursor: None | str
        next_cursor = self.next_cursor

        wishes = []
        for wishes_item_data in self.wishes:
            wishes_item = wishes_item_data.to_dict()
            wishes.append(wishes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "next_cursor": next_cursor,
                "wishes": wishes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attempt_view import AttemptView  # noqa: PLC0415
        from ..models.wish_view import WishView  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = AttemptView.from_dict(items_item_data)

            items.append(items_item)

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("next_cursor"))

        wishes = []
        _wishes = d.pop("wishes")
        for wishes_item_data in _wishes:
            wishes_item = WishView.from_dict(wishes_item_data)

            wishes.append(wishes_item)

        attempt_list = cls(
            items=items,
            next_cursor=next_cursor,
            wishes=wishes,
        )

        attempt_list.additional_properties = d
        return attempt_list

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
