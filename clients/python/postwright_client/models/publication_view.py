from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.publication_view_state import PublicationViewState, check_publication_view_state

if TYPE_CHECKING:
    from ..models.publication_problem_view import PublicationProblemView
    from ..models.published_part import PublishedPart


T = TypeVar("T", bound="PublicationView")


@_attrs_define
class PublicationView:
    """One occurrence of a post on one account, from the minute it was due."""

    publication_id: UUID
    post_id: UUID
    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    campaign_id: None | UUID
    request_id: None | UUID
    due_at: datetime.datetime
    state: PublicationViewState
    """ uncertain: nobody knows whether it is live; look, and tell with `/resolution`. """
    remote_id: None | str
    url: None | str
    published_at: datetime.datetime | None
    lateness_ms: int | None
    """ From the due instant to the network's acceptance. """
    attempts: int
    reconciled: bool
    """ Found by a look after an unknown outcome. """
    parts: list[PublishedPart]
    """ Every post, comment or message of it, where there is more than one. """
    problem: None | PublicationProblemView
    """ Why it is where it is. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.publication_problem_view import PublicationProblemView  # noqa: PLC0415

        publication_id = str(self.publication_id)

        post_id = str(self.post_id)

        account_id = str(self.account_id)

        network = self.network

        campaign_id: None | str
        if isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        request_id: None | str
        if isinstance(self.request_id, UUID):
            request_id = str(self.request_id)
        else:
            request_id = self.request_id

        due_at = self.due_at.isoformat()

        state: str = self.state

        remote_id: None | str
        remote_id = self.remote_id

        url: None | str
        url = self.url

        published_at: None | str
        if isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        lateness_ms: int | None
        lateness_ms = self.lateness_ms

        attempts = self.attempts

        reconciled = self.reconciled

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        problem: dict[str, Any] | None
        if isinstance(self.problem, PublicationProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "publication_id": publication_id,
                "post_id": post_id,
                "account_id": account_id,
                "network": network,
                "campaign_id": campaign_id,
                "request_id": request_id,
                "due_at": due_at,
                "state": state,
                "remote_id": remote_id,
                "url": url,
                "published_at": published_at,
                "lateness_ms": lateness_ms,
                "attempts": attempts,
                "reconciled": reconciled,
                "parts": parts,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.publication_problem_view import PublicationProblemView  # noqa: PLC0415
        from ..models.published_part import PublishedPart  # noqa: PLC0415

        d = dict(src_dict)
        publication_id = UUID(d.pop("publication_id"))

        post_id = UUID(d.pop("post_id"))

        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        def _parse_campaign_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id"))

        def _parse_request_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_id_type_0 = UUID(data)

                return request_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        request_id = _parse_request_id(d.pop("request_id"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        state = check_publication_view_state(d.pop("state"))

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

        def _parse_lateness_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        lateness_ms = _parse_lateness_ms(d.pop("lateness_ms"))

        attempts = d.pop("attempts")

        reconciled = d.pop("reconciled")

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = PublishedPart.from_dict(parts_item_data)

            parts.append(parts_item)

        def _parse_problem(data: object) -> None | PublicationProblemView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = PublicationProblemView.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublicationProblemView, data)

        problem = _parse_problem(d.pop("problem"))

        publication_view = cls(
            publication_id=publication_id,
            post_id=post_id,
            account_id=account_id,
            network=network,
            campaign_id=campaign_id,
            request_id=request_id,
            due_at=due_at,
            state=state,
            remote_id=remote_id,
            url=url,
            published_at=published_at,
            lateness_ms=lateness_ms,
            attempts=attempts,
            reconciled=reconciled,
            parts=parts,
            problem=problem,
        )

        publication_view.additional_properties = d
        return publication_view

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
