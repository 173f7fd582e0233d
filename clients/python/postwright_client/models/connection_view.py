from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.connection_view_state import ConnectionViewState, check_connection_view_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.account_problem_view import AccountProblemView
    from ..models.choice_view import ChoiceView


T = TypeVar("T", bound="ConnectionView")


@_attrs_define
class ConnectionView:
    connection_id: UUID
    network: str
    """ Such as mastodon; new networks come without a new version of the event. """
    base_url: None | str
    """ Null is the network's own. """
    account_id: None | UUID
    """ The account that is connected again. """
    redirect_url: str
    state: ConnectionViewState
    """ requested: the network's page is being found; open: send the person to `authorize_url`; authorizing: they
    came back; choose: see `choices`; done: see `account_ids`; failed: see `problem`. """
    authorize_url: None | str
    """ The network's page, for the person who began, while they are awaited. """
    choices: list[ChoiceView]
    account_ids: list[UUID]
    """ What came of it; each tells by itself when it is connected. """
    problem: AccountProblemView | None
    """ Why nothing comes of it. """
    revision: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    expires_at: datetime.datetime
    """ Until then the person must have come back, or have chosen. """
    explanation: str | Unset = ""
    """ Where it stands, for a person. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.account_problem_view import AccountProblemView  # noqa: PLC0415

        connection_id = str(self.connection_id)

        network = self.network

        base_url: None | str
        base_url = self.base_url

        account_id: None | str
        if isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        redirect_url = self.redirect_url

        state: str = self.state

        authorize_url: None | str
        authorize_url = self.authorize_url

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)

        account_ids = []
        for account_ids_item_data in self.account_ids:
            account_ids_item = str(account_ids_item_data)
            account_ids.append(account_ids_item)

        problem: dict[str, Any] | None
        if isinstance(self.problem, AccountProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        expires_at = self.expires_at.isoformat()

        explanation = self.explanation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "connection_id": connection_id,
                "network": network,
                "base_url": base_url,
                "account_id": account_id,
                "redirect_url": redirect_url,
                "state": state,
                "authorize_url": authorize_url,
                "choices": choices,
                "account_ids": account_ids,
                "problem": problem,
                "revision": revision,
                "created_at": created_at,
                "updated_at": updated_at,
                "expires_at": expires_at,
            }
        )
        if explanation is not UNSET:
            field_dict["explanation"] = explanation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_problem_view import AccountProblemView  # noqa: PLC0415
        from ..models.choice_view import ChoiceView  # noqa: PLC0415

        d = dict(src_dict)
        connection_id = UUID(d.pop("connection_id"))

        network = d.pop("network")

        def _parse_base_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        base_url = _parse_base_url(d.pop("base_url"))

        def _parse_account_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                account_id_type_0 = UUID(data)

                return account_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        account_id = _parse_account_id(d.pop("account_id"))

        redirect_url = d.pop("redirect_url")

        state = check_connection_view_state(d.pop("state"))

        def _parse_authorize_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        authorize_url = _parse_authorize_url(d.pop("authorize_url"))

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in _choices:
            choices_item = ChoiceView.from_dict(choices_item_data)

            choices.append(choices_item)

        account_ids = []
        _account_ids = d.pop("account_ids")
        for account_ids_item_data in _account_ids:
            account_ids_item = UUID(account_ids_item_data)

            account_ids.append(account_ids_item)

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

        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        explanation = d.pop("explanation", UNSET)

        connection_view = cls(
            connection_id=connection_id,
            network=network,
            base_url=base_url,
            account_id=account_id,
            redirect_url=redirect_url,
            state=state,
            authorize_url=authorize_url,
            choices=choices,
            account_ids=account_ids,
            problem=problem,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            expires_at=expires_at,
            explanation=explanation,
        )

        connection_view.additional_properties = d
        return connection_view

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
