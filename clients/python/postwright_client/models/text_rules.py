from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.limit import Limit
    from ..models.link_rule import LinkRule
    from ..models.mention_rule import MentionRule
    from ..models.text_limit import TextLimit


T = TypeVar("T", bound="TextRules")


@_attrs_define
class TextRules:
    limits: list[TextLimit]
    """ All hold; the first is the one shown. """
    link: LinkRule
    """ How links count. """
    mention: MentionRule
    """ How mentions of people count. """
    caption_limits: list[TextLimit] | Unset = UNSET
    """ Hold in place of `limits` where media are attached. """
    max_cashtags: Limit | None | Unset = UNSET
    """ Most $SYMBOLS in one post. """
    max_hashtags: Limit | None | Unset = UNSET
    """ Most #words in one post. """
    max_mentions: Limit | None | Unset = UNSET
    """ Most @names in one post. """
    refused_characters: list[str] | Unset = UNSET
    """ Characters that are never taken. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.limit import Limit  # noqa: PLC0415

        limits = []
        for limits_item_data in self.limits:
            limits_item = limits_item_data.to_dict()
            limits.append(limits_item)

        link = self.link.to_dict()

        mention = self.mention.to_dict()

        caption_limits: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.caption_limits, Unset):
            caption_limits = []
            for caption_limits_item_data in self.caption_limits:
                caption_limits_item = caption_limits_item_data.to_dict()
                caption_limits.append(caption_limits_item)

        max_cashtags: dict[str, Any] | None | Unset
        if isinstance(self.max_cashtags, Unset):
            max_cashtags = UNSET
        elif isinstance(self.max_cashtags, Limit):
            max_cashtags = self.max_cashtags.to_dict()
        else:
            max_cashtags = self.max_cashtags

        max_hashtags: dict[str, Any] | None | Unset
        if isinstance(self.max_hashtags, Unset):
            max_hashtags = UNSET
        elif isinstance(self.max_hashtags, Limit):
            max_hashtags = self.max_hashtags.to_dict()
        else:
            max_hashtags = self.max_hashtags

        max_mentions: dict[str, Any] | None | Unset
        if isinstance(self.max_mentions, Unset):
            max_mentions = UNSET
        elif isinstance(self.max_mentions, Limit):
            max_mentions = self.max_mentions.to_dict()
        else:
            max_mentions = self.max_mentions

        refused_characters: list[str] | Unset = UNSET
        if not isinstance(self.refused_characters, Unset):
            refused_characters = self.refused_characters

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "limits": limits,
                "link": link,
                "mention": mention,
            }
        )
        if caption_limits is not UNSET:
            field_dict["caption_limits"] = caption_limits
        if max_cashtags is not UNSET:
            field_dict["max_cashtags"] = max_cashtags
        if max_hashtags is not UNSET:
            field_dict["max_hashtags"] = max_hashtags
        if max_mentions is not UNSET:
            field_dict["max_mentions"] = max_mentions
        if refused_characters is not UNSET:
            field_dict["refused_characters"] = refused_characters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit import Limit  # noqa: PLC0415
        from ..models.link_rule import LinkRule  # noqa: PLC0415
        from ..models.mention_rule import MentionRule  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415

        d = dict(src_dict)
        limits = []
        _limits = d.pop("limits")
        for limits_item_data in _limits:
            limits_item = TextLimit.from_dict(limits_item_data)

            limits.append(limits_item)

        link = LinkRule.from_dict(d.pop("link"))

        mention = MentionRule.from_dict(d.pop("mention"))

        _caption_limits = d.pop("caption_limits", UNSET)
        caption_limits: list[TextLimit] | Unset = UNSET
        if _caption_limits is not UNSET:
            caption_limits = []
            for caption_limits_item_data in _caption_limits:
                caption_limits_item = TextLimit.from_dict(caption_limits_item_data)

                caption_limits.append(caption_limits_item)

        def _parse_max_cashtags(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_cashtags_type_0 = Limit.from_dict(data)

                return max_cashtags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_cashtags = _parse_max_cashtags(d.pop("max_cashtags", UNSET))

        def _parse_max_hashtags(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_hashtags_type_0 = Limit.from_dict(data)

                return max_hashtags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_hashtags = _parse_max_hashtags(d.pop("max_hashtags", UNSET))

        def _parse_max_mentions(data: object) -> Limit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_mentions_type_0 = Limit.from_dict(data)

                return max_mentions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Limit | None | Unset, data)

        max_mentions = _parse_max_mentions(d.pop("max_mentions", UNSET))

        refused_characters = cast(list[str], d.pop("refused_characters", UNSET))

        text_rules = cls(
            limits=limits,
            link=link,
            mention=mention,
            caption_limits=caption_limits,
            max_cashtags=max_cashtags,
            max_hashtags=max_hashtags,
            max_mentions=max_mentions,
            refused_characters=refused_characters,
        )

        return text_rules
