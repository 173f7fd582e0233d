from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Response
from fastapi.openapi.models import Example
from pydantic import Field

from services.gateway.api.dependencies import Identified, SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.api.views.metrics import AccountMetrics, AccountMetricsSeries
from services.gateway.domain.accounts import Account, AccountState
from services.gateway.domain.texts import Network
from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.measurements import Measurements
from shared import capabilities
from shared.events import NetworkName, WhoMustAct
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1", tags=["Accounts"])

AccountsPart = Annotated[Accounts, Depends(provided(Accounts))]
MeasurementsPart = Annotated[Measurements, Depends(provided(Measurements))]
Secret = Annotated[SecretText, Field(min_length=1, max_length=8_192)]
FieldName = Annotated[str, Field(max_length=100)]


def _examples() -> dict[str, Example]:
    """One for each network that takes credentials: fields, texts and all as its capability says."""
    examples: dict[str, Example] = {}
    for capability in capabilities.load():
        fields = capability.connecting.credentials
        if not fields:
            continue
        value: dict[str, object] = {"network": capability.network}
        if capability.api.base_url_per_account:
            value["base_url"] = capability.api.default_base_url or "https://social.example"
        value["credentials"] = {
            field.name: field.example or f"your-{field.name.replace('_', '-')}" for field in fields
        }
        examples[capability.network] = {"summary": capability.name, "value": value}
    return examples


class NewAccount(RequestBody):
    """An account of one of the networks, with the credentials that the network asks for."""

    network: Network
    base_url: Annotated[
        str | None,
        Field(
            max_length=300,
            description="The account's server, where accounts of the network live on different ones.",
            examples=["https://mastodon.example"],
        ),
    ] = None
    credentials: Annotated[
        dict[FieldName, Secret],
        Field(
            max_length=50,
            description="By the names under `connecting.credentials` of the network.",
            examples=[{"access_token": "ZA-Yj3aBD8U8Cm7lKUp-lm9O9BmDgdhHzDeqsY8tlL0"}],
        ),
    ]

    def revealed(self) -> dict[str, str]:
        """The plain values, on their way to being sealed."""
        return {name: value.get_secret_value() for name, value in self.credentials.items()}


NewAccountBody = Annotated[NewAccount, Body(openapi_examples=_examples())]


class AccountProblemView(View):
    code: str = Field(examples=["token_revoked"])
    detail: str = Field(
        description="In the network's own words where it gave any.", examples=["The access token was revoked"]
    )
    who_must_act: WhoMustAct


class AccountView(View):
    account_id: UUID
    network: NetworkName
    base_url: str | None = Field(
        description="The account's server; null is the network's own.", examples=["https://mastodon.example"]
    )
    state: AccountState = Field(
        examples=["connected"],
        description="connecting: the publisher is finding out whose credentials they are; degraded: see `problem`.",
    )
    remote_id: str | None = Field(
        description="The network's id of the account, once connected.", examples=["109348"]
    )
    handle: str | None = Field(examples=["@asha@mastodon.example"])
    display_name: str | None = Field(examples=["Asha's Kitchen"])
    profile_url: str | None = Field(examples=["https://mastodon.example/@asha"])
    problem: AccountProblemView | None = Field(
        description="Why it can't publish and who must act.", examples=[None]
    )
    warning: AccountProblemView | None = Field(
        default=None,
        description="What will stop it within days, while it still publishes.",
        examples=[None],
    )
    expires_at: datetime | None = Field(
        description="When a person must consent again; null if never, or not known.", examples=[None]
    )
    revision: int = Field(description="Grows with every change; the ETag.")
    created_at: datetime
    updated_at: datetime
    connected_at: datetime | None

    @classmethod
    def of(cls, account: Account, now: datetime) -> "AccountView":
        """The account as it is now."""
        view = cls.model_validate(account)
        warning = account.warning_at(now)
        if warning is not None:
            view.warning = AccountProblemView.model_validate(warning)
        return view


def _made(account: Account) -> Made:
    location = f"/v1/accounts/{account.account_id}"
    headers = {"Location": location, "ETag": entity_tag(account.revision), "Retry-After": "1"}
    return Made(202, AccountView.model_validate(account), headers)


@router.post("/accounts", status_code=202, response_model=AccountView, summary="Connect an account")
async def connect_account(
    body: NewAccountBody, caller: SignedIn, accounts: AccountsPart, create: Creation
) -> Response:
    """Hand over the credentials of an account on a network; `POST /v1/connections` does without any.

    Which fields that are, `GET /v1/networks` says under `connecting.credentials`. They are sealed for the publisher at
    once and not stored here. The account is `connecting` until the publisher has
    asked the network whose credentials they are; `account.connected` or `account.degraded` tells. One that the
    organisation has already stays what it is: the new one is `disconnected` then, and its `problem` names the other.
    """

    async def effect(work: UnitOfWork) -> Made:
        return _made(
            await accounts.connect(
                work, caller, network=body.network, base_url=body.base_url, credentials=body.revealed()
            )
        )

    return await create(effect)


@router.post(
    "/accounts/{account_id}/credentials",
    status_code=202,
    response_model=AccountView,
    dependencies=[Identified],
    summary="Reconnect an account",
)
async def reconnect_account(
    account_id: UUID, body: NewAccountBody, accounts: AccountsPart, create: Creation
) -> Response:
    """Hand over new credentials of an account; it keeps its id, and the posts planned for it stay.

    Those of another account leave it `degraded`; to put another in its place, disconnect it first.
    """

    async def effect(work: UnitOfWork) -> Made:
        return _made(
            await accounts.reconnect(
                work,
                account_id,
                network=body.network,
                base_url=body.base_url,
                credentials=body.revealed(),
            )
        )

    return await create(effect)


@router.get("/accounts", summary="List accounts")
async def list_accounts(
    caller: SignedIn,
    accounts: AccountsPart,
    transactions: Transactions,
    page: PageQuery,
    network: Annotated[Network | None, Query(description="Only this network.")] = None,
    state: Annotated[
        AccountState | None, Query(description="Only this state; all but `disconnected` if left out.")
    ] = None,
) -> Page[AccountView]:
    """The organisation's accounts, newest first."""
    filters = {"network": network, "state": state}
    async with transactions.work(caller.organization_id) as work:
        rows = await accounts.page(
            work, after=page.after_id(filters), network=network, state=state, limit=page.fetch
        )
        now = work.clock.now()
    return page.answer(
        rows,
        view=lambda account: AccountView.of(account, now),
        key=lambda account: (str(account.account_id),),
        filters=filters,
    )


class MeasuredAccountView(AccountView):
    metrics: AccountMetrics | None = Field(
        description="How it did when it was last measured, which is once a day; null before."
    )


@router.get("/accounts/{account_id}", response_model=MeasuredAccountView, summary="Read an account")
async def get_account(
    account_id: UUID,
    caller: SignedIn,
    accounts: AccountsPart,
    measurements: MeasurementsPart,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> MeasuredAccountView | Response:
    """One account, with its state and, where it is degraded, why and who must act.

    Its ETag speaks of the account alone: one whose figures are told is always answered in full.
    """
    async with transactions.work(caller.organization_id) as work:
        account = await accounts.get(work, account_id)
        measured = await measurements.latest_of_account(work, account_id)
        now = work.clock.now()
    unchanged = not_modified(known, response, account.revision)
    if unchanged is not None and measured is None:
        return unchanged
    view = AccountView.of(account, now)
    return MeasuredAccountView(**dict(view), metrics=AccountMetrics.of(measured))


@router.get("/accounts/{account_id}/metrics", summary="Get how an account did day by day")
async def get_account_metrics(
    account_id: UUID,
    caller: SignedIn,
    accounts: AccountsPart,
    measurements: MeasurementsPart,
    transactions: Transactions,
) -> AccountMetricsSeries:
    """As its network told it once a day: followers and the like, at most 400 days."""
    async with transactions.work(caller.organization_id) as work:
        account = await accounts.get(work, account_id)
        found = await measurements.of_account(work, account_id)
    return AccountMetricsSeries(
        account_id=account.account_id, measurements=[AccountMetrics.model_validate(one) for one in found]
    )


@router.delete("/accounts/{account_id}", summary="Disconnect an account")
async def disconnect_account(
    account_id: UUID,
    caller: SignedIn,
    accounts: AccountsPart,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> AccountView:
    """Take an account away: nothing goes out on it any more, and its credentials are erased.

    It can be connected again with new credentials under the same id.
    """
    async with transactions.work(caller.organization_id) as work:
        account = await accounts.disconnect(work, account_id, condition)
    response.headers["ETag"] = entity_tag(account.revision)
    return AccountView.model_validate(account)
