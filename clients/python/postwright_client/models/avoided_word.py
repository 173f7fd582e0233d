from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AvoidedWord")


@_attrs_define
class AvoidedWord:
    """A word or phrase that posts must not hold."""

    word: str
    """ Found whole, whatever its case and accents. """
    languages: list[str] | Unset = UNSET
    """ Only in these; empty means in all. """

    def to_dict(self) -> dict[str, Any]:
        word = self.word

        languages: list[str] | Unset = UNSET
        if not isinstance(self.languages, Unset):
            languages = self.languages

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "word": word,
            }
        )
        if languages is not UNSET:
            field_dict["languages"] = languages

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        word = d.pop("word")

        languages = cast(list[str], d.pop("languages", UNSET))

        avoided_word = cls(
            word=word,
            languages=languages,
        )

        return avoided_word
