from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.poster_view import PosterView
    from ..models.rendered_text_view import RenderedTextView
    from ..models.value_problem_view import ValueProblemView


T = TypeVar("T", bound="RenderingView")


@_attrs_define
class RenderingView:
    """What comes of a template with values; nothing where a value is missing or wrong."""

    texts: list[RenderedTextView]
    poster: None | PosterView
    media: list[UUID]
    problems: list[ValueProblemView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.poster_view import PosterView  # noqa: PLC0415

        texts = []
        for texts_item_data in self.texts:
            texts_item = texts_item_data.to_dict()
            texts.append(texts_item)

        poster: dict[str, Any] | None
        if isinstance(self.poster, PosterView):
            poster = self.poster.to_dict()
        else:
            poster = self.poster

        media = []
        for media_item_data in self.media:
            media_item = str(media_item_data)
            media.append(media_item)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "texts": texts,
                "poster": poster,
                "media": media,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.poster_view import PosterView  # noqa: PLC0415
        from ..models.rendered_text_view import RenderedTextView  # noqa: PLC0415
        from ..models.value_problem_view import ValueProblemView  # noqa: PLC0415

        d = dict(src_dict)
        texts = []
        _texts = d.pop("texts")
        for texts_item_data in _texts:
            texts_item = RenderedTextView.from_dict(texts_item_data)

            texts.append(texts_item)

        def _parse_poster(data: object) -> None | PosterView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                poster_type_0 = PosterView.from_dict(data)

                return poster_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PosterView, data)

        poster = _parse_poster(d.pop("poster"))

        media = []
        _media = d.pop("media")
        for media_item_data in _media:
            media_item = UUID(media_item_data)

            media.append(media_item)

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ValueProblemView.from_dict(problems_item_data)

            problems.append(problems_item)

        rendering_view = cls(
            texts=texts,
            poster=poster,
            media=media,
            problems=problems,
        )

        rendering_view.additional_properties = d
        return rendering_view

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
