from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.limit import Limit
    from ..models.span import Span
    from ..models.text_limit import TextLimit


T = TypeVar("T", bound="PollRules")


@_attrs_define
class PollRules:
    options: Span
    """ The least and the most of something; what is not there is not known. """
    option_characters: Limit
    """ The most of something. """
    duration_seconds: Span
    """ The least and the most of something; what is not there is not known. """
    source: str
    question: None | TextLimit | Unset = UNSET
    """ Longest text of a post with a poll, which asks it; null: as of any text. """
    multiple: bool | Unset = False
    """ Whether several answers may be chosen. """
    with_media: bool | Unset = False
    """ Whether attachments may stand beside it. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        options = self.options.to_dict()

        option_characters = self.option_characters.to_dict()

        duration_seconds = self.duration_seconds.to_dict()

        source = self.source

        question: dict[str, Any] | None | Unset
        if isinstance(self.question, Unset):
            question = UNSET
        elif isinstance(self.question, TextLimit):
            question = self.question.to_dict()
        else:
            question = self.question

        multiple = self.multiple

        with_media = self.with_media

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "options": options,
                "option_characters": option_characters,
                "duration_seconds": duration_seconds,
                "source": source,
            }
        )
        if question is not UNSET:
            field_dict["question"] = question
        if multiple is not UNSET:
            field_dict["multiple"] = multiple
        if with_media is not UNSET:
            field_dict["with_media"] = with_media

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415
        from ..models.span import Span  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        d = dict(src_dict)
        options = Span.from_dict(d.pop("options"))

        option_characters = Limit.from_dict(d.pop("option_characters"))

        duration_seconds = Span.from_dict(d.pop("duration_seconds"))

        source = d.pop("source")

        def _parse_question(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                question_type_0 = TextLimit.from_dict(data)

                return question_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        question = _parse_question(d.pop("question", UNSET))

        multiple = d.pop("multiple", UNSET)

        with_media = d.pop("with_media", UNSET)

        poll_rules = cls(
            options=options,
            option_characters=option_characters,
            duration_seconds=duration_seconds,
            source=source,
            question=question,
            multiple=multiple,
            with_media=with_media,
        )

        return poll_rules
