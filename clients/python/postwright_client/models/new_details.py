from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_details_kind import NewDetailsKind, check_new_details_kind
from ..models.new_details_visibility_type_0 import (
    NewDetailsVisibilityType0,
    check_new_details_visibility_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_details_options import NewDetailsOptions
    from ..models.new_link_card import NewLinkCard
    from ..models.new_message_template import NewMessageTemplate
    from ..models.new_poll import NewPoll
    from ..models.new_thread_part import NewThreadPart


T = TypeVar("T", bound="NewDetails")


@_attrs_define
class NewDetails:
    """What some networks offer beyond text and attachments; `/v1/networks` says which."""

    kind: NewDetailsKind | Unset = "post"
    title: str | Unset = ""
    link: NewLinkCard | None | Unset = UNSET
    poll: NewPoll | None | Unset = UNSET
    thread: list[NewThreadPart] | Unset = UNSET
    """ The posts after the first. """
    first_comment: str | Unset = ""
    visibility: NewDetailsVisibilityType0 | None | Unset = UNSET
    """ Null: the network's default. """
    content_warning: str | Unset = ""
    tags: list[str] | Unset = UNSET
    """ Beside the text, without the number sign. """
    recipients: list[str] | Unset = UNSET
    """ Of a message, each of whom agreed to receive it. """
    template: NewMessageTemplate | None | Unset = UNSET
    options: NewDetailsOptions | Unset = UNSET
    """ Of this network alone, as `/v1/networks` names them. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.new_link_card import NewLinkCard  # noqa: PLC0415
        from ..models.new_message_template import NewMessageTemplate  # noqa: PLC0415
        from ..models.new_poll import NewPoll  # noqa: PLC0415

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        title = self.title

        link: dict[str, Any] | None | Unset
        if isinstance(self.link, Unset):
            link = UNSET
        elif isinstance(self.link, NewLinkCard):
            link = self.link.to_dict()
        else:
            link = self.link

        poll: dict[str, Any] | None | Unset
        if isinstance(self.poll, Unset):
            poll = UNSET
        elif isinstance(self.poll, NewPoll):
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
        elif isinstance(self.template, NewMessageTemplate):
            template = self.template.to_dict()
        else:
            template = self.template

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

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
        from ..models.new_details_options import NewDetailsOptions  # noqa: PLC0415
        from ..models.new_link_card import NewLinkCard  # noqa: PLC0415
        from ..models.new_message_template import NewMessageTemplate  # noqa: PLC0415
        from ..models.new_poll import NewPoll  # noqa: PLC0415
        from ..models.new_thread_part import NewThreadPart  # noqa: PLC0415

        d = dict(src_dict)
        _kind = d.pop("kind", UNSET)
        kind: NewDetailsKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_new_details_kind(_kind)

        title = d.pop("title", UNSET)

        def _parse_link(data: object) -> NewLinkCard | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                link_type_0 = NewLinkCard.from_dict(data)

                return link_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewLinkCard | None | Unset, data)

        link = _parse_link(d.pop("link", UNSET))

        def _parse_poll(data: object) -> NewPoll | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                poll_type_0 = NewPoll.from_dict(data)

                return poll_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewPoll | None | Unset, data)

        poll = _parse_poll(d.pop("poll", UNSET))

        _thread = d.pop("thread", UNSET)
        thread: list[NewThreadPart] | Unset = UNSET
        if _thread is not UNSET:
            thread = []
            for thread_item_data in _thread:
                thread_item = NewThreadPart.from_dict(thread_item_data)

                thread.append(thread_item)

        first_comment = d.pop("first_comment", UNSET)

        def _parse_visibility(data: object) -> NewDetailsVisibilityType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                visibility_type_0 = check_new_details_visibility_type_0(data)

                return visibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewDetailsVisibilityType0 | None | Unset, data)

        visibility = _parse_visibility(d.pop("visibility", UNSET))

        content_warning = d.pop("content_warning", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        recipients = cast(list[str], d.pop("recipients", UNSET))

        def _parse_template(data: object) -> NewMessageTemplate | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                template_type_0 = NewMessageTemplate.from_dict(data)

                return template_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewMessageTemplate | None | Unset, data)

        template = _parse_template(d.pop("template", UNSET))

        _options = d.pop("options", UNSET)
        options: NewDetailsOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = NewDetailsOptions.from_dict(_options)

        new_details = cls(
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

        return new_details
