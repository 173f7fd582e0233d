from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.template_definition_kind import TemplateDefinitionKind, check_template_definition_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.choice_variable import ChoiceVariable
    from ..models.color_variable import ColorVariable
    from ..models.date_variable import DateVariable
    from ..models.media_variable import MediaVariable
    from ..models.number_variable import NumberVariable
    from ..models.poster_template import PosterTemplate
    from ..models.template_definition_texts import TemplateDefinitionTexts
    from ..models.text_variable import TextVariable
    from ..models.url_variable import UrlVariable


T = TypeVar("T", bound="TemplateDefinition")


@_attrs_define
class TemplateDefinition:
    """A template: texts, a poster, and the variables in them."""

    name: str
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
        | Unset
    ) = UNSET
    description: str | Unset = ""
    kind: TemplateDefinitionKind | Unset = "copy"
    """ copy: it has texts. visual: it has a poster, and may have texts. """
    language: str | Unset = "en"
    """ BCP 47 tag. """
    tags: list[str] | Unset = UNSET
    text: str | Unset = ""
    """ Liquid, for every network that has none of its own. """
    texts: TemplateDefinitionTexts | Unset = UNSET
    """ Liquid for single networks. """
    poster: None | PosterTemplate | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.choice_variable import ChoiceVariable  # noqa: PLC0415
        from ..models.date_variable import DateVariable  # noqa: PLC0415
        from ..models.media_variable import MediaVariable  # noqa: PLC0415
        from ..models.number_variable import NumberVariable  # noqa: PLC0415
        from ..models.poster_template import PosterTemplate  # noqa: PLC0415
        from ..models.text_variable import TextVariable  # noqa: PLC0415
        from ..models.url_variable import UrlVariable  # noqa: PLC0415

        name = self.name

        variables: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.variables, Unset):
            variables = []
            for variables_item_data in self.variables:
                variables_item: dict[str, Any]
                if isinstance(variables_item_data, TextVariable):
                    variables_item = variables_item_data.to_dict()
                elif isinstance(variables_item_data, NumberVariable):
                    variables_item = variables_item_data.to_dict()
                elif isinstance(variables_item_data, DateVariable):
                    variables_item = variables_item_data.to_dict()
                elif isinstance(variables_item_data, UrlVariable):
                    variables_item = variables_item_data.to_dict()
                elif isinstance(variables_item_data, ChoiceVariable):
                    variables_item = variables_item_data.to_dict()
                elif isinstance(variables_item_data, MediaVariable):
                    variables_item = variables_item_data.to_dict()
                else:
                    variables_item = variables_item_data.to_dict()

                variables.append(variables_item)

        description = self.description

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        language = self.language

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        text = self.text

        texts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.texts, Unset):
            texts = self.texts.to_dict()

        poster: dict[str, Any] | None | Unset
        if isinstance(self.poster, Unset):
            poster = UNSET
        elif isinstance(self.poster, PosterTemplate):
            poster = self.poster.to_dict()
        else:
            poster = self.poster

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if variables is not UNSET:
            field_dict["variables"] = variables
        if description is not UNSET:
            field_dict["description"] = description
        if kind is not UNSET:
            field_dict["kind"] = kind
        if language is not UNSET:
            field_dict["language"] = language
        if tags is not UNSET:
            field_dict["tags"] = tags
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
        from ..models.template_definition_texts import TemplateDefinitionTexts  # noqa: PLC0415
        from ..models.text_variable import TextVariable  # noqa: PLC0415
        from ..models.url_variable import UrlVariable  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        _variables = d.pop("variables", UNSET)
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
            | Unset
        ) = UNSET
        if _variables is not UNSET:
            variables = []
            for variables_item_data in _variables:

                def _parse_variables_item(
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
                        variables_item_type_0 = TextVariable.from_dict(data)

                        return variables_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_item_type_1 = NumberVariable.from_dict(data)

                        return variables_item_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_item_type_2 = DateVariable.from_dict(data)

                        return variables_item_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_item_type_3 = UrlVariable.from_dict(data)

                        return variables_item_type_3
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_item_type_4 = ChoiceVariable.from_dict(data)

                        return variables_item_type_4
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        variables_item_type_5 = MediaVariable.from_dict(data)

                        return variables_item_type_5
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    variables_item_type_6 = ColorVariable.from_dict(data)

                    return variables_item_type_6

                variables_item = _parse_variables_item(variables_item_data)

                variables.append(variables_item)

        description = d.pop("description", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: TemplateDefinitionKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_template_definition_kind(_kind)

        language = d.pop("language", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        text = d.pop("text", UNSET)

        _texts = d.pop("texts", UNSET)
        texts: TemplateDefinitionTexts | Unset
        if isinstance(_texts, Unset):
            texts = UNSET
        else:
            texts = TemplateDefinitionTexts.from_dict(_texts)

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

        template_definition = cls(
            name=name,
            variables=variables,
            description=description,
            kind=kind,
            language=language,
            tags=tags,
            text=text,
            texts=texts,
            poster=poster,
        )

        return template_definition
