from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.post_details_kind import PostDetailsKind, check_post_details_kind
from ..models.post_details_visibility_type_0 import (
    PostDetailsVisibilityType0,
    check_post_details_visibility_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.link_card import LinkCard
    from ..models.message_template import MessageTemplate
    from ..models.poll import Poll
    from ..models.post_details_options import PostDetailsOptions
    from ..models.thread_part import ThreadPart


T = TypeVar("T", bound="PostDetails")


@_attrs_define
class PostDetails:
    """What some networks offer beyond text and attachments; one that does not is named when the post is planned."""

    kind: PostDetailsKind | Unset = "post"
    title: str | Unset = ""
    link: LinkCard | None | Unset = UNSET
    poll: None | Poll | Unset = UNSET
    thread: list[ThreadPart] | Unset = UNSET
    """ The posts after the first. """
    first_comment: str | Unset = ""
    visibility: None | PostDetailsVisibilityType0 | Unset = UNSET
    """ None: the network's default. """
    content_warning: str | Unset = ""
    tags: list[str] | Unset = UNSET
    """ Beside the text, without the number sign. """
    recipients: list[str] | Unset = UNSET
    """ Of a message; each gets one of their own. """
    template: MessageTemplate | None | Unset = UNSET
    options: PostDetailsOptions | Unset = UNSET
    """ Of this network alone, as its capability names them. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.link_card import LinkCard  # noqa: PLC0415
        from ..models.message_template import MessageTemplate  # noqa: PLC0415
        from ..models.poll import Poll  # noqa: PLC0415

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        title = self.title

        link: dict[str, Any] | None | Unset
        if isinstance(self.link, Unset):
            link = UNSET
        elif isinstance(self.link, LinkCard):
            link = self.link.to_dict()
        else:
            link = self.link

        poll: dict[str, Any] | None | Unset
        if isinstance(self.poll, Unset):
            poll = UNSET
        elif isinstance(self.poll, Poll):
            poll = self.poll.to_dict()
        else:
            poll = self.poll

        thread: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.thread, Unset):
            thread = []
            for thread_item_data in self.thread:
                thread_item = thread_item_data.to_dict()
                thread.append(thread_item)

        first_comment = self.first_comment

        visibility: None | str | Unset
        if isinstance(self.visibility, Unset):
            visibility = UNSET
        elif isinstance(self.visibility, str):
            visibility = self.visibility
        else:
            visibility = self.visibility

        content_warning = self.content_warning

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        recipients: list[str] | Unset = UNSET
        if not isinstance(self.recipients, Unset):
            recipients = self.recipients

        template: dict[str, Any] | None | Unset
        if isinstance(self.template, Unset):
            template = UNSET
        elif isinstance(self.template, MessageTemplate):
            template = self.template.to_dict()
        else:
            template = self.template

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if title is not UNSET:
            field_dict["title"] = title
        if link is not UNSET:
            field_dict["link"] = link
        if poll is not UNSET:
            field_dict["poll"] = poll
        if thread is not UNSET:
            field_dict["thread"] = thread
        if first_comment is not UNSET:
            field_dict["first_comment"] = first_comment
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if content_warning is not UNSET:
            field_dict["content_warning"] = content_warning
        if tags is not UNSET:
            field_dict["tags"] = tags
        if recipients is not UNSET:
            field_dict["recipients"] = recipients
        if template is not UNSET:
            field_dict["template"] = template
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link_card import LinkCard  # noqa: PLC0415
        from ..models.message_template import MessageTemplate  # noqa: PLC0415
        from ..models.poll import Poll  # noqa: PLC0415
        from ..models.post_details_options import PostDetailsOptions  # noqa: PLC0415
        from ..models.thread_part import ThreadPart  # noqa: PLC0415

        d = dict(src_dict)
        _kind = d.pop("kind", UNSET)
        kind: PostDetailsKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_post_details_kind(_kind)

        title = d.pop("title", UNSET)

        def _parse_link(data: object) -> LinkCard | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                link_type_0 = LinkCard.from_dict(data)

                return link_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LinkCard | None | Unset, data)

        link = _parse_link(d.pop("link", UNSET))

        def _parse_poll(data: object) -> None | Poll | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                poll_type_0 = Poll.from_dict(data)

                return poll_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Poll | Unset, data)

        poll = _parse_poll(d.pop("poll", UNSET))

        _thread = d.pop("thread", UNSET)
        thread: list[ThreadPart] | Unset = UNSET
        if _thread is not UNSET:
            thread = []
            for thread_item_data in _thread:
                thread_item = ThreadPart.from_dict(thread_item_data)

                thread.append(thread_item)

        first_comment = d.pop("first_comment", UNSET)

        def _parse_visibility(data: object) -> None | PostDetailsVisibilityType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                visibility_type_0 = check_post_details_visibility_type_0(data)

                return visibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PostDetailsVisibilityType0 | Unset, data)

        visibility = _parse_visibility(d.pop("visibility", UNSET))

        content_warning = d.pop("content_warning", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        recipients = cast(list[str], d.pop("recipients", UNSET))

        def _parse_template(data: object) -> MessageTemplate | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                template_type_0 = MessageTemplate.from_dict(data)

                return template_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MessageTemplate | None | Unset, data)

        template = _parse_template(d.pop("template", UNSET))

        _options = d.pop("options", UNSET)
        options: PostDetailsOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = PostDetailsOptions.from_dict(_options)

        post_details = cls(
            kind=kind,
            title=title,
            link=link,
            poll=poll,
            thread=thread,
            first_comment=first_comment,
            visibility=visibility,
            content_warning=content_warning,
            tags=tags,
            recipients=recipients,
            template=template,
            options=options,
        )

        post_details.additional_properties = d
        return post_details

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
