from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.template_changes_kind_type_0 import TemplateChangesKindType0, check_template_changes_kind_type_0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.choice_variable import ChoiceVariable
    from ..models.color_variable import ColorVariable
    from ..models.date_variable import DateVariable
    from ..models.media_variable import MediaVariable
    from ..models.number_variable import NumberVariable
    from ..models.poster_template import PosterTemplate
    from ..models.template_changes_texts_type_0 import TemplateChangesTextsType0
    from ..models.text_variable import TextVariable
    from ..models.url_variable import UrlVariable


T = TypeVar("T", bound="TemplateChanges")


@_attrs_define
class TemplateChanges:
    """Fields to change, which makes a new version; those left out stay as they are."""

    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    kind: None | TemplateChangesKindType0 | Unset = UNSET
    language: None | str | Unset = UNSET
    tags: list[str] | None | Unset = UNSET
    variables: (
        list[
            ChoiceVariable
            | ColorVariable
            | DateVariable
            | MediaVariable
            | NumberVariable
            | TextVariable
            | UrlVariable
        ]
        | None
        | Unset
    ) = UNSET
    text: None | str | Unset = UNSET
    texts: None | TemplateChangesTextsType0 | Unset = UNSET
    poster: None | PosterTemplate | Unset = UNSET
    """ null takes the poster away. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.choice_variable import ChoiceVariable  # noqa: PLC0415
        from ..models.date_variable import DateVariable  # noqa: PLC0415
        from ..models.media_variable import MediaVariable  # noqa: PLC0415
        from ..models.number_variable import NumberVariable  # noqa: PLC0415
        from ..models.poster_template import PosterTemplate  # noqa: PLC0415
        from ..models.template_changes_texts_type_0 import TemplateChangesTextsType0  # noqa: PLC0415
        from ..models.text_variable import TextVariable  # noqa: PLC0415
        from ..models.url_variable import UrlVariable  # noqa: PLC0415

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, str):
            kind = self.kind
        else:
            kind = self.kind

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        tags: list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        variables: list[dict[str, Any]] | None | Unset
        if isinstance(self.variables, Unset):
            variables = UNSET
        elif isinstance(self.variables, list):
            variables = []
            for variables_type_0_item_data in self.variables:
                variables_type_0_item: dict[str, Any]
                if isinstance(variables_type_0_item_data, TextVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                elif isinstance(variables_type_0_item_data, NumberVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                elif isinstance(variables_type_0_item_data, DateVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                elif isinstance(variables_type_0_item_data, UrlVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                elif isinstance(variables_type_0_item_data, ChoiceVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                elif isinstance(variables_type_0_item_data, MediaVariable):
                    variables_type_0_item = variables_type_0_item_data.to_dict()
                else:
                    variables_type_0_item = variables_type_0_item_data.to_dict()

                variables.append(variables_type_0_item)

        else:
            variables = self.variables

        text: None | str | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        texts: dict[str, Any] | None | Unset
        if isinstance(self.texts, Unset):
            texts = UNSET
        elif isinstance(self.texts, TemplateChangesTextsType0):
            texts = self.texts.to_dict()
        else:
            texts = self.texts

        poster: dict[str, Any] | None | Unset
        if isinstance(self.poster, Unset):
            poster = UNSET
        elif isinstance(self.poster, PosterTemplate):
            poster = self.poster.to_dict()
        else:
            poster = self.poster

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if kind is not UNSET:
            field_dict["kind"] = kind
        if language is not UNSET:
            field_dict["language"] = language
        if tags is not UNSET:
            field_dict["tags"] = tags
        if variables is not UNSET:
            field_dict["variables"] = variables
        if text is not UNSET:
            field_dict["text"] = text
        if texts is not UNSET:
            field_dict["texts"] = texts
        if poster is not UNSET:
            field_dict["poster"] = poster

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.choice_variable import ChoiceVariable  # noqa: PLC0415
        from ..models.color_variable import ColorVariable  # noqa: PLC0415
        from ..models.date_variable import DateVariable  # noqa: PLC0415
        from ..models.media_variable import MediaVariable  # noqa: PLC0415
        from ..models.number_variable import NumberVariable  # noqa: PLC0415
        from ..models.poster_template import PosterTemplate  # noqa: PLC0415
        from ..models.template_changes_texts_type_0 import TemplateChangesTextsType0  # noqa: PLC0415
        from ..models.text_variable import TextVariable  # noqa: PLC0415
        from ..models.url_variable import UrlVariable  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_kind(data: object) -> None | TemplateChangesKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = check_template_changes_kind_type_0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TemplateChangesKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_variables(
            data: object,
        ) -> (
            list[
                ChoiceVariable
                | ColorVariable
                | DateVariable
                | MediaVariable
                | NumberVariable
                | TextVariable
                | UrlVariable
            ]
            | None
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                variables_type_0 = []
                _variables_type_0 = data
                for variables_type_0_item_data in _variables_type_0:

                    def _parse_variables_type_0_item(
                        data: object,
                    ) -> (
                        ChoiceVariable
                        | ColorVariable
                        | DateVariable
                        | MediaVariable
                        | NumberVariable
                        | TextVariable
                        | UrlVariable
                    ):
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_0 = TextVariable.from_dict(data)

                            return variables_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_1 = NumberVariable.from_dict(data)

                            return variables_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_2 = DateVariable.from_dict(data)

                            return variables_type_0_item_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_3 = UrlVariable.from_dict(data)

                            return variables_type_0_item_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_4 = ChoiceVariable.from_dict(data)

                            return variables_type_0_item_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            variables_type_0_item_type_5 = MediaVariable.from_dict(data)

                            return variables_type_0_item_type_5
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_type_0_item_type_6 = ColorVariable.from_dict(data)

                        return variables_type_0_item_type_6

                    variables_type_0_item = _parse_variables_type_0_item(variables_type_0_item_data)

                    variables_type_0.append(variables_type_0_item)

                return variables_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                list[
                    ChoiceVariable
                    | ColorVariable
                    | DateVariable
                    | MediaVariable
                    | NumberVariable
                    | TextVariable
                    | UrlVariable
                ]
                | None
                | Unset,
                data,
            )

        variables = _parse_variables(d.pop("variables", UNSET))

        def _parse_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        def _parse_texts(data: object) -> None | TemplateChangesTextsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                texts_type_0 = TemplateChangesTextsType0.from_dict(data)

                return texts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TemplateChangesTextsType0 | Unset, data)

        texts = _parse_texts(d.pop("texts", UNSET))

        def _parse_poster(data: object) -> None | PosterTemplate | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                poster_type_0 = PosterTemplate.from_dict(data)

                return poster_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PosterTemplate | Unset, data)

        poster = _parse_poster(d.pop("poster", UNSET))

        template_changes = cls(
            name=name,
            description=description,
            kind=kind,
            language=language,
            tags=tags,
            variables=variables,
            text=text,
            texts=texts,
            poster=poster,
        )

        return template_changes
