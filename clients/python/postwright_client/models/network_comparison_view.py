from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.network_comparison_view_change import (
    NetworkComparisonViewChange,
    check_network_comparison_view_change,
)

if TYPE_CHECKING:
    from ..models.field_change_view import FieldChangeView
    from ..models.media_object import MediaObject
    from ..models.piece_view import PieceView


T = TypeVar("T", bound="NetworkComparisonView")


@_attrs_define
class NetworkComparisonView:
    """What differs for one network."""

    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    change: NetworkComparisonViewChange
    words: list[PieceView]
    media_added: list[MediaObject]
    media_removed: list[MediaObject]
    fields: list[FieldChangeView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        network = self.network

        change: str = self.change

        words = []
        for words_item_data in self.words:
            words_item = words_item_data.to_dict()
            words.append(words_item)

        media_added = []
        for media_added_item_data in self.media_added:
            media_added_item = media_added_item_data.to_dict()
            media_added.append(media_added_item)

        media_removed = []
        for media_removed_item_data in self.media_removed:
            media_removed_item = media_removed_item_data.to_dict()
            media_removed.append(media_removed_item)

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "network": network,
                "change": change,
                "words": words,
                "media_added": media_added,
                "media_removed": media_removed,
                "fields": fields,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_change_view import FieldChangeView  # noqa: PLC0415
        from ..models.media_object import MediaObject  # noqa: PLC0415
        from ..models.piece_view import PieceView  # noqa: PLC0415

        d = dict(src_dict)
        network = d.pop("network")

        change = check_network_comparison_view_change(d.pop("change"))

        words = []
        _words = d.pop("words")
        for words_item_data in _words:
            words_item = PieceView.from_dict(words_item_data)

            words.append(words_item)

        media_added = []
        _media_added = d.pop("media_added")
        for media_added_item_data in _media_added:
            media_added_item = MediaObject.from_dict(media_added_item_data)

            media_added.append(media_added_item)

        media_removed = []
        _media_removed = d.pop("media_removed")
        for media_removed_item_data in _media_removed:
            media_removed_item = MediaObject.from_dict(media_removed_item_data)

            media_removed.append(media_removed_item)

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in _fields:
            fields_item = FieldChangeView.from_dict(fields_item_data)

            fields.append(fields_item)

        network_comparison_view = cls(
            network=network,
            change=change,
            words=words,
            media_added=media_added,
            media_removed=media_removed,
            fields=fields,
        )

        network_comparison_view.additional_properties = d
        return network_comparison_view

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
