from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="KitChecks")


@_attrs_define
class KitChecks:
    """What is counted; what is null is not looked at."""

    most_exclamation_marks: int | None | Unset = UNSET
    """ In one text. """
    most_emoji: int | None | Unset = UNSET
    """ In one text. """
    most_characters: int | None | Unset = UNSET
    """ Of one text, as people count them. """
    most_words_in_sentence: int | None | Unset = UNSET
    """ In the longest sentence: how easily it is read. """
    least_contrast: float | int | None | Unset = 4.5
    """ Of each text colour with each background colour, by WCAG 2.2. """
    most_palette_distance: float | int | None | Unset = UNSET
    """ How far a picture's colours lie from the kit's on average, in CIELAB; 2 can just be seen, 100 is black
    against white. """

    def to_dict(self) -> dict[str, Any]:
        most_exclamation_marks: int | None | Unset
        if isinstance(self.most_exclamation_marks, Unset):
            most_exclamation_marks = UNSET
        else:
            most_exclamation_marks = self.most_exclamation_marks

        most_emoji: int | None | Unset
        if isinstance(self.most_emoji, Unset):
            most_emoji = UNSET
        else:
            most_emoji = self.most_emoji

        most_characters: int | None | Unset
        if isinstance(self.most_characters, Unset):
            most_characters = UNSET
        else:
            most_characters = self.most_characters

        most_words_in_sentence: int | None | Unset
        if isinstance(self.most_words_in_sentence, Unset):
            most_words_in_sentence = UNSET
        else:
            most_words_in_sentence = self.most_words_in_sentence

        least_contrast: float | int | None | Unset
        if isinstance(self.least_contrast, Unset):
            least_contrast = UNSET
        else:
            least_contrast = self.least_contrast

        most_palette_distance: float | int | None | Unset
        if isinstance(self.most_palette_distance, Unset):
            most_palette_distance = UNSET
        else:
            most_palette_distance = self.most_palette_distance

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if most_exclamation_marks is not UNSET:
            field_dict["most_exclamation_marks"] = most_exclamation_marks
        if most_emoji is not UNSET:
            field_dict["most_emoji"] = most_emoji
        if most_characters is not UNSET:
            field_dict["most_characters"] = most_characters
        if most_words_in_sentence is not UNSET:
            field_dict["most_words_in_sentence"] = most_words_in_sentence
        if least_contrast is not UNSET:
            field_dict["least_contrast"] = least_contrast
        if most_palette_distance is not UNSET:
            field_dict["most_palette_distance"] = most_palette_distance

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_most_exclamation_marks(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_exclamation_marks = _parse_most_exclamation_marks(d.pop("most_exclamation_marks", UNSET))

        def _parse_most_emoji(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_emoji = _parse_most_emoji(d.pop("most_emoji", UNSET))

        def _parse_most_characters(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_characters = _parse_most_characters(d.pop("most_characters", UNSET))

        def _parse_most_words_in_sentence(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_words_in_sentence = _parse_most_words_in_sentence(d.pop("most_words_in_sentence", UNSET))

        def _parse_least_contrast(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        least_contrast = _parse_least_contrast(d.pop("least_contrast", UNSET))

        def _parse_most_palette_distance(data: object) -> float | int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | int | None | Unset, data)

        most_palette_distance = _parse_most_palette_distance(d.pop("most_palette_distance", UNSET))

        kit_checks = cls(
            most_exclamation_marks=most_exclamation_marks,
            most_emoji=most_emoji,
            most_characters=most_characters,
            most_words_in_sentence=most_words_in_sentence,
            least_contrast=least_contrast,
            most_palette_distance=most_palette_distance,
        )

        return kit_checks
