from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.measured_account_view_state import MeasuredAccountViewState, check_measured_account_view_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.account_metrics import AccountMetrics
    from ..models.account_problem_view import AccountProblemView


T = TypeVar("T", bound="MeasuredAccountView")


@_attrs_define
class MeasuredAccountView:
    account_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    base_url: None | str
    """ The account's server; null is the network's own. """
    state: MeasuredAccountViewState
    """ connecting: the publisher is finding out whose credentials they are; degraded: see `problem`. """
    remote_id: None | str
    """ The network's id of the account, once connected. """
    handle: None | str
    display_name: None | str
    profile_url: None | str
    problem: AccountProblemView | None
    """ Why it can't publish and who must act. """
    expires_at: datetime.datetime | None
    """ When a person must consent again; null if never, or not known. """
    revision: int
    """ Grows with every change; the ETag. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    connected_at: datetime.datetime | None
    metrics: AccountMetrics | None
    """ How it did when it was last measured, which is once a day; null before. """
    warning: AccountProblemView | None | Unset = UNSET
    """ What will stop it within days, while it still publishes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.account_metrics import AccountMetrics  # noqa: PLC0415
        from ..models.account_problem_view import AccountProblemView  # noqa: PLC0415

        account_id = str(self.account_id)

        network = self.network

        base_url: None | str
        base_url = self.base_url

        state: str = self.state

        remote_id: None | str
        remote_id = self.remote_id

        handle: None | str
        handle = self.handle

        display_name: None | str
        display_name = self.display_name

        profile_url: None | str
        profile_url = self.profile_url

        problem: dict[str, Any] | None
        if isinstance(self.problem, AccountProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        connected_at: None | str
        if isinstance(self.connected_at, datetime.datetime):
            connected_at = self.connected_at.isoformat()
        else:
            connected_at = self.connected_at

        metrics: dict[str, Any] | None
        if isinstance(self.metrics, AccountMetrics):
            metrics = self.metrics.to_dict()
        else:
            metrics = self.metrics

        warning: dict[str, Any] | None | Unset
        if isinstance(self.warning, Unset):
            warning = UNSET
        elif isinstance(self.warning, AccountProblemView):
            warning = self.warning.to_dict()
        else:
            warning = self.warning

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "network": network,
                "base_url": base_url,
                "state": state,
                "remote_id": remote_id,
                "handle": handle,
                "display_name": display_name,
                "profile_url": profile_url,
                "problem": problem,
                "expires_at": expires_at,
                "revision": revision,
                "created_at": created_at,
                "updated_at": updated_at,
                "connected_at": connected_at,
                "metrics": metrics,
            }
        )
        if warning is not UNSET:
            field_dict["warning"] = warning

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_metrics import AccountMetrics  # noqa: PLC0415
        from ..models.account_problem_view import AccountProblemView  # noqa: PLC0415

        d = dict(src_dict)
        account_id = UUID(d.pop("account_id"))

        network = d.pop("network")

        def _parse_base_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        base_url = _parse_base_url(d.pop("base_url"))

        state = check_measured_account_view_state(d.pop("state"))

        def _parse_remote_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        remote_id = _parse_remote_id(d.pop("remote_id"))

        def _parse_handle(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        handle = _parse_handle(d.pop("handle"))

        def _parse_display_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        display_name = _parse_display_name(d.pop("display_name"))

        def _parse_profile_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        profile_url = _parse_profile_url(d.pop("profile_url"))

        def _parse_problem(data: object) -> AccountProblemView | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = AccountProblemView.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccountProblemView | None, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_connected_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                connected_at_type_0 = datetime.datetime.fromisoformat(data)

                return connected_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        connected_at = _parse_connected_at(d.pop("connected_at"))

        def _parse_metrics(data: object) -> AccountMetrics | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_type_0 = AccountMetrics.from_dict(data)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccountMetrics | None, data)

        metrics = _parse_metrics(d.pop("metrics"))

        def _parse_warning(data: object) -> AccountProblemView | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                warning_type_0 = AccountProblemView.from_dict(data)

                return warning_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccountProblemView | None | Unset, data)

        warning = _parse_warning(d.pop("warning", UNSET))

        measured_account_view = cls(
            account_id=account_id,
            network=network,
            base_url=base_url,
            state=state,
            remote_id=remote_id,
            handle=handle,
            display_name=display_name,
            profile_url=profile_url,
            problem=problem,
            expires_at=expires_at,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            connected_at=connected_at,
            metrics=metrics,
            warning=warning,
        )

        measured_account_view.additional_properties = d
        return measured_account_view

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
