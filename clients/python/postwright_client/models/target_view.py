from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.target_view_state import TargetViewState, check_target_view_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.media_object import MediaObject
    from ..models.post_details import PostDetails
    from ..models.post_metrics import PostMetrics
    from ..models.target_problem_view import TargetProblemView


T = TypeVar("T", bound="TargetView")


@_attrs_define
class TargetView:
    """One account the post goes to, and how that went."""

    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    state: TargetViewState
    """ `converting`: it waits until its media are made for the network; `awaiting_approval`: for a person's yes.
    """
    text: str
    media: list[MediaObject]
    """ As they were chosen; the network gets what is made of them. """
    details: PostDetails
    """ What some networks offer beyond text and attachments; one that does not is named when the post is planned.
    """
    occurrence_at: datetime.datetime
    """ When it is due. """
    publication_id: UUID
    remote_id: None | str
    """ The network's own id. """
    url: None | str
    published_at: datetime.datetime | None
    removed_at: datetime.datetime | None
    """ When it was taken down again, on somebody's wish here. """
    lateness_ms: int | None
    """ From being due to the network's acceptance. """
    attempts: int | None
    reconciled: bool | None
    """ Found by a look-up after an unknown outcome. """
    problem: None | TargetProblemView
    metrics: None | PostMetrics | Unset = UNSET
    """ How it did when it was last seen; null before it was measured, and in the answers to changes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_metrics import PostMetrics  # noqa: PLC0415
        from ..models.target_problem_view import TargetProblemView  # noqa: PLC0415

        account_id = str(self.account_id)

        network = self.network

        state: str = self.state

        text = self.text

        media = []
        for media_item_data in self.media:
            media_item = media_item_data.to_dict()
            media.append(media_item)

        details = self.details.to_dict()

        occurrence_at = self.occurrence_at.isoformat()

        publication_id = str(self.publication_id)

        remote_id: None | str
        remote_id = self.remote_id

        url: None | str
        url = self.url

        published_at: None | str
        if isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        removed_at: None | str
        if isinstance(self.removed_at, datetime.datetime):
            removed_at = self.removed_at.isoformat()
        else:
            removed_at = self.removed_at

        lateness_ms: int | None
        lateness_ms = self.lateness_ms

        attempts: int | None
        attempts = self.attempts

        reconciled: bool | None
        reconciled = self.reconciled

        problem: dict[str, Any] | None
        if isinstance(self.problem, TargetProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        metrics: dict[str, Any] | None | Unset
        if isinstance(self.metrics, Unset):
            metrics = UNSET
        elif isinstance(self.metrics, PostMetrics):
            metrics = self.metrics.to_dict()
        else:
            metrics = self.metrics

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "network": network,
                "state": state,
                "text": text,
                "media": media,
                "details": details,
                "occurrence_at": occurrence_at,
                "publication_id": publication_id,
                "remote_id": remote_id,
                "url": url,
                "published_at": published_at,
                "removed_at": removed_at,
                "lateness_ms": lateness_ms,
                "attempts": attempts,
                "reconciled": reconciled,
                "problem": problem,
            }
        )
        if metrics is not UNSET:
            field_dict["metrics"] = metrics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.media_object import MediaObject  # noqa: PLC0415
        from ..models.post_details import PostDetails  # noqa: PLC0415
        from ..models.post_metrics import PostMetrics  # noqa: PLC0415
        from ..models.target_problem_view import TargetProblemView  # noqa: PLC0415

        d = dict(src_dict)
        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        state = check_target_view_state(d.pop("state"))

        text = d.pop("text")

        media = []
        _media = d.pop("media")
        for media_item_data in _media:
            media_item = MediaObject.from_dict(media_item_data)

            media.append(media_item)

        details = PostDetails.from_dict(d.pop("details"))

        occurrence_at = datetime.datetime.fromisoformat(d.pop("occurrence_at"))

        publication_id = UUID(d.pop("publication_id"))

        def _parse_remote_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        remote_id = _parse_remote_id(d.pop("remote_id"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_published_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_at_type_0 = datetime.datetime.fromisoformat(data)

                return published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        published_at = _parse_published_at(d.pop("published_at"))

        def _parse_removed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                removed_at_type_0 = datetime.datetime.fromisoformat(data)

                return removed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        removed_at = _parse_removed_at(d.pop("removed_at"))

        def _parse_lateness_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        lateness_ms = _parse_lateness_ms(d.pop("lateness_ms"))

        def _parse_attempts(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        attempts = _parse_attempts(d.pop("attempts"))

        def _parse_reconciled(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        reconciled = _parse_reconciled(d.pop("reconciled"))

        def _parse_problem(data: object) -> None | TargetProblemView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = TargetProblemView.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TargetProblemView, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_metrics(data: object) -> None | PostMetrics | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_type_0 = PostMetrics.from_dict(data)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PostMetrics | Unset, data)

        metrics = _parse_metrics(d.pop("metrics", UNSET))

        target_view = cls(
            account_id=account_id,
            network=network,
            state=state,
            text=text,
            media=media,
            details=details,
            occurrence_at=occurrence_at,
            publication_id=publication_id,
            remote_id=remote_id,
            url=url,
            published_at=published_at,
            removed_at=removed_at,
            lateness_ms=lateness_ms,
            attempts=attempts,
            reconciled=reconciled,
            problem=problem,
            metrics=metrics,
        )

        target_view.additional_properties = d
        return target_view

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
