from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.format_kind import FormatKind, check_format_kind
from ..models.format_text import FormatText, check_format_text
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.media_rules import MediaRules


T = TypeVar("T", bound="Format")


@_attrs_define
class Format:
    """One way in which the network presents a post."""

    kind: FormatKind
    media: MediaRules
    text: FormatText | Unset = "optional"
    """ `optional` still needs a text or an attachment. """

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        media = self.media.to_dict()

        text: str | Unset = UNSET
        if not isinstance(self.text, Unset):
            text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "media": media,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_rules import MediaRules  # noqa: PLC0415

        d = dict(src_dict)
        kind = check_format_kind(d.pop("kind"))

        media = MediaRules.from_dict(d.pop("media"))

        _text = d.pop("text", UNSET)
        text: FormatText | Unset
        if isinstance(_text, Unset):
            text = UNSET
        else:
            text = check_format_text(_text)

        format_ = cls(
            kind=kind,
            media=media,
            text=text,
        )

        return format_
