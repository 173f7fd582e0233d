from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.title_rules_beside_item import TitleRulesBesideItem, check_title_rules_beside_item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.text_limit import TextLimit


T = TypeVar("T", bound="TitleRules")


@_attrs_define
class TitleRules:
    """A title beside the text."""

    limit: TextLimit
    """ The longest text, in a unit.

    Units: `characters` as a reader sees them (links and mentions by the rules beside it); `weighted characters` by
    X's
    twitter-text, configuration 3; `graphemes` are Unicode's extended grapheme clusters; `bytes` are of UTF-8; an
    emoji counts as its UTF-8 bytes in `characters, emoji as bytes`. """
    required: bool | Unset = False
    refused_characters: list[str] | Unset = UNSET
    beside: list[TitleRulesBesideItem] | Unset = UNSET
    """ Only posts with such an attachment have one; empty: every post. """

    def to_dict(self) -> dict[str, Any]:
        limit = self.limit.to_dict()

        required = self.required

        refused_characters: list[str] | Unset = UNSET
        if not isinstance(self.refused_characters, Unset):
            refused_characters = self.refused_characters

        beside: list[str] | Unset = UNSET
        if not isinstance(self.beside, Unset):
            beside = []
            for beside_item_data in self.beside:
                beside_item: str = beside_item_data
                beside.append(beside_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "limit": limit,
            }
        )
        if required is not UNSET:
            field_dict["required"] = required
        if refused_characters is not UNSET:
            field_dict["refused_characters"] = refused_characters
        if beside is not UNSET:
            field_dict["beside"] = beside

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        d = dict(src_dict)
        limit = TextLimit.from_dict(d.pop("limit"))

        required = d.pop("required", UNSET)

        refused_characters = cast(list[str], d.pop("refused_characters", UNSET))

        _beside = d.pop("beside", UNSET)
        beside: list[TitleRulesBesideItem] | Unset = UNSET
        if _beside is not UNSET:
            beside = []
            for beside_item_data in _beside:
                beside_item = check_title_rules_beside_item(beside_item_data)

                beside.append(beside_item)

        title_rules = cls(
            limit=limit,
            required=required,
            refused_characters=refused_characters,
            beside=beside,
        )

        return title_rules
