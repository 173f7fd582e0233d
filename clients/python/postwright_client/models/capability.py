from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.capability_supports_item import CapabilitySupportsItem, check_capability_supports_item
from ..models.capability_visibilities_item import (
    CapabilityVisibilitiesItem,
    check_capability_visibilities_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.api import Api
    from ..models.capability_sources import CapabilitySources
    from ..models.connecting import Connecting
    from ..models.format_ import Format
    from ..models.link_card_rules import LinkCardRules
    from ..models.metric_rules import MetricRules
    from ..models.option import Option
    from ..models.pacing import Pacing
    from ..models.poll_rules import PollRules
    from ..models.recipient_rules import RecipientRules
    from ..models.recovery import Recovery
    from ..models.text_limit import TextLimit
    from ..models.text_rules import TextRules
    from ..models.thread_rules import ThreadRules
    from ..models.title_rules import TitleRules


T = TypeVar("T", bound="Capability")


@_attrs_define
class Capability:
    """All that is known of one network's limits and rules."""

    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    name: str
    version: int
    """ Grows with every change of this file. """
    checked_on: datetime.date
    """ When the sources were last read. """
    sources: CapabilitySources
    api: Api
    connecting: Connecting
    """ How an account is connected. """
    supports: list[CapabilitySupportsItem]
    text: TextRules
    formats: list[Format]
    """ The first is what a post is by default. """
    recovery: Recovery
    """ How an unknown outcome of publishing is resolved. """
    notes: list[str] | Unset = UNSET
    """ What people should know before they use it. """
    title: None | TitleRules | Unset = UNSET
    link_card: LinkCardRules | Unset = UNSET
    """ A link shown as a card, for networks that support `link_card`. """
    first_comment: None | TextLimit | Unset = UNSET
    poll: None | PollRules | Unset = UNSET
    thread: None | ThreadRules | Unset = UNSET
    tags: None | TextLimit | Unset = UNSET
    """ All tags together, beside the text. """
    recipients: None | RecipientRules | Unset = UNSET
    visibilities: list[CapabilityVisibilitiesItem] | Unset = UNSET
    """ The first is the default. """
    options: list[Option] | Unset = UNSET
    pacing: Pacing | Unset = UNSET
    """ What an account may publish, kept by us so that the network never has to refuse. """
    metrics: MetricRules | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.metric_rules import MetricRules  # noqa: PLC0415
        from ..models.poll_rules import PollRules  # noqa: PLC0415
        from ..models.recipient_rules import RecipientRules  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415
        from ..models.thread_rules import ThreadRules  # noqa: PLC0415
        from ..models.title_rules import TitleRules  # noqa: PLC0415

        network = self.network

        name = self.name

        version = self.version

        checked_on = self.checked_on.isoformat()

        sources = self.sources.to_dict()

        api = self.api.to_dict()

        connecting = self.connecting.to_dict()

        supports = []
        for supports_item_data in self.supports:
            supports_item: str = supports_item_data
            supports.append(supports_item)

        text = self.text.to_dict()

        formats = []
        for formats_item_data in self.formats:
            formats_item = formats_item_data.to_dict()
            formats.append(formats_item)

        recovery = self.recovery.to_dict()

        notes: list[str] | Unset = UNSET
        if not isinstance(self.notes, Unset):
            notes = self.notes

        title: dict[str, Any] | None | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        elif isinstance(self.title, TitleRules):
            title = self.title.to_dict()
        else:
            title = self.title

        link_card: dict[str, Any] | Unset = UNSET
        if not isinstance(self.link_card, Unset):
            link_card = self.link_card.to_dict()

        first_comment: dict[str, Any] | None | Unset
        if isinstance(self.first_comment, Unset):
            first_comment = UNSET
        elif isinstance(self.first_comment, TextLimit):
            first_comment = self.first_comment.to_dict()
        else:
            first_comment = self.first_comment

        poll: dict[str, Any] | None | Unset
        if isinstance(self.poll, Unset):
            poll = UNSET
        elif isinstance(self.poll, PollRules):
            poll = self.poll.to_dict()
        else:
            poll = self.poll

        thread: dict[str, Any] | None | Unset
        if isinstance(self.thread, Unset):
            thread = UNSET
        elif isinstance(self.thread, ThreadRules):
            thread = self.thread.to_dict()
        else:
            thread = self.thread

        tags: dict[str, Any] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, TextLimit):
            tags = self.tags.to_dict()
        else:
            tags = self.tags

        recipients: dict[str, Any] | None | Unset
        if isinstance(self.recipients, Unset):
            recipients = UNSET
        elif isinstance(self.recipients, RecipientRules):
            recipients = self.recipients.to_dict()
        else:
            recipients = self.recipients

        visibilities: list[str] | Unset = UNSET
        if not isinstance(self.visibilities, Unset):
            visibilities = []
            for visibilities_item_data in self.visibilities:
                visibilities_item: str = visibilities_item_data
                visibilities.append(visibilities_item)

        options: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = []
            for options_item_data in self.options:
                options_item = options_item_data.to_dict()
                options.append(options_item)

        pacing: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pacing, Unset):
            pacing = self.pacing.to_dict()

        metrics: dict[str, Any] | None | Unset
        if isinstance(self.metrics, Unset):
            metrics = UNSET
        elif isinstance(self.metrics, MetricRules):
            metrics = self.metrics.to_dict()
        else:
            metrics = self.metrics

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "network": network,
                "name": name,
                "version": version,
                "checked_on": checked_on,
                "sources": sources,
                "api": api,
                "connecting": connecting,
                "supports": supports,
                "text": text,
                "formats": formats,
                "recovery": recovery,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if title is not UNSET:
            field_dict["title"] = title
        if link_card is not UNSET:
            field_dict["link_card"] = link_card
        if first_comment is not UNSET:
            field_dict["first_comment"] = first_comment
        if poll is not UNSET:
            field_dict["poll"] = poll
        if thread is not UNSET:
            field_dict["thread"] = thread
        if tags is not UNSET:
            field_dict["tags"] = tags
        if recipients is not UNSET:
            field_dict["recipients"] = recipients
        if visibilities is not UNSET:
            field_dict["visibilities"] = visibilities
        if options is not UNSET:
            field_dict["options"] = options
        if pacing is not UNSET:
            field_dict["pacing"] = pacing
        if metrics is not UNSET:
            field_dict["metrics"] = metrics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.api import Api  # noqa: PLC0415
        from ..models.capability_sources import CapabilitySources  # noqa: PLC0415
        from ..models.connecting import Connecting  # noqa: PLC0415
        from ..models.format_ import Format  # noqa: PLC0415
        from ..models.link_card_rules import LinkCardRules  # noqa: PLC0415
        from ..models.metric_rules import MetricRules  # noqa: PLC0415
        from ..models.option import Option  # noqa: PLC0415
        from ..models.pacing import Pacing  # noqa: PLC0415
        from ..models.poll_rules import PollRules  # noqa: PLC0415
        from ..models.recipient_rules import RecipientRules  # noqa: PLC0415
        from ..models.recovery import Recovery  # noqa: PLC0415
        from ..models.text_limit import TextLimit  # noqa: PLC0415
        from ..models.text_rules import TextRules  # noqa: PLC0415
        from ..models.thread_rules import ThreadRules  # noqa: PLC0415
        from ..models.title_rules import TitleRules  # noqa: PLC0415

        d = dict(src_dict)
        network = d.pop("network")

        name = d.pop("name")

        version = d.pop("version")

        checked_on = datetime.date.fromisoformat(d.pop("checked_on"))

        sources = CapabilitySources.from_dict(d.pop("sources"))

        api = Api.from_dict(d.pop("api"))

        connecting = Connecting.from_dict(d.pop("connecting"))

        supports = []
        _supports = d.pop("supports")
        for supports_item_data in _supports:
            supports_item = check_capability_supports_item(supports_item_data)

            supports.append(supports_item)

        text = TextRules.from_dict(d.pop("text"))

        formats = []
        _formats = d.pop("formats")
        for formats_item_data in _formats:
            formats_item = Format.from_dict(formats_item_data)

            formats.append(formats_item)

        recovery = Recovery.from_dict(d.pop("recovery"))

        notes = cast(list[str], d.pop("notes", UNSET))

        def _parse_title(data: object) -> None | TitleRules | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                title_type_0 = TitleRules.from_dict(data)

                return title_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TitleRules | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        _link_card = d.pop("link_card", UNSET)
        link_card: LinkCardRules | Unset
        if isinstance(_link_card, Unset):
            link_card = UNSET
        else:
            link_card = LinkCardRules.from_dict(_link_card)

        def _parse_first_comment(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                first_comment_type_0 = TextLimit.from_dict(data)

                return first_comment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        first_comment = _parse_first_comment(d.pop("first_comment", UNSET))

        def _parse_poll(data: object) -> None | PollRules | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                poll_type_0 = PollRules.from_dict(data)

                return poll_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PollRules | Unset, data)

        poll = _parse_poll(d.pop("poll", UNSET))

        def _parse_thread(data: object) -> None | ThreadRules | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                thread_type_0 = ThreadRules.from_dict(data)

                return thread_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ThreadRules | Unset, data)

        thread = _parse_thread(d.pop("thread", UNSET))

        def _parse_tags(data: object) -> None | TextLimit | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tags_type_0 = TextLimit.from_dict(data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextLimit | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_recipients(data: object) -> None | RecipientRules | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                recipients_type_0 = RecipientRules.from_dict(data)

                return recipients_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecipientRules | Unset, data)

        recipients = _parse_recipients(d.pop("recipients", UNSET))

        _visibilities = d.pop("visibilities", UNSET)
        visibilities: list[CapabilityVisibilitiesItem] | Unset = UNSET
        if _visibilities is not UNSET:
            visibilities = []
            for visibilities_item_data in _visibilities:
                visibilities_item = check_capability_visibilities_item(visibilities_item_data)

                visibilities.append(visibilities_item)

        _options = d.pop("options", UNSET)
        options: list[Option] | Unset = UNSET
        if _options is not UNSET:
            options = []
            for options_item_data in _options:
                options_item = Option.from_dict(options_item_data)

                options.append(options_item)

        _pacing = d.pop("pacing", UNSET)
        pacing: Pacing | Unset
        if isinstance(_pacing, Unset):
            pacing = UNSET
        else:
            pacing = Pacing.from_dict(_pacing)

        def _parse_metrics(data: object) -> MetricRules | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_type_0 = MetricRules.from_dict(data)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MetricRules | None | Unset, data)

        metrics = _parse_metrics(d.pop("metrics", UNSET))

        capability = cls(
            network=network,
            name=name,
            version=version,
            checked_on=checked_on,
            sources=sources,
            api=api,
            connecting=connecting,
            supports=supports,
            text=text,
            formats=formats,
            recovery=recovery,
            notes=notes,
            title=title,
            link_card=link_card,
            first_comment=first_comment,
            poll=poll,
            thread=thread,
            tags=tags,
            recipients=recipients,
            visibilities=visibilities,
            options=options,
            pacing=pacing,
            metrics=metrics,
        )

        return capability
