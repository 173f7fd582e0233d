from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.cancel_item import CancelItem
    from ..models.create_item import CreateItem
    from ..models.move_item import MoveItem


T = TypeVar("T", bound="Items")


@_attrs_define
class Items:
    """What is to be done, in this order."""

    items: list[CancelItem | CreateItem | MoveItem]

    def to_dict(self) -> dict[str, Any]:
        from ..models.cancel_item import CancelItem  # noqa: PLC0415
        from ..models.create_item import CreateItem  # noqa: PLC0415

        items = []
        for items_item_data in self.items:
            items_item: dict[str, Any]
            if isinstance(items_item_data, CreateItem):
                items_item = items_item_data.to_dict()
            elif isinstance(items_item_data, CancelItem):
                items_item = items_item_data.to_dict()
            else:
                items_item = items_item_data.to_dict()

            items.append(items_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cancel_item import CancelItem  # noqa: PLC0415
        from ..models.create_item import CreateItem  # noqa: PLC0415
        from ..models.move_item import MoveItem  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:

            def _parse_items_item(data: object) -> CancelItem | CreateItem | MoveItem:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    items_item_type_0 = CreateItem.from_dict(data)

                    return items_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    items_item_type_1 = CancelItem.from_dict(data)

                    return items_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                items_item_type_2 = MoveItem.from_dict(data)

                return items_item_type_2

            items_item = _parse_items_item(items_item_data)

            items.append(items_item)

        items = cls(
            items=items,
        )

        return items
