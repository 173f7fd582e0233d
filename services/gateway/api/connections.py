from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.api.accounts import AccountProblemView
from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.limits import AnonymousLimit
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.return_pages import return_page
from services.gateway.api.waiting import Wait
from services.gateway.domain.connections import CONSENT_TIME, Connection, ConnectionState, explanation_of
from services.gateway.domain.identity import Caller
from services.gateway.domain.texts import Network
from services.gateway.errors import ClientError
from services.gateway.sessions import Sessions
from services.gateway.tenancy import Tenancy
from services.gateway.usecases.connections import Connections
from shared import capabilities
from shared.events import NetworkName
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/connections", tags=["Connections"])

ConnectionsPart = Annotated[Connections, Depends(provided(Connections))]
_RETRY = "1"


class NewConnection(RequestBody):
    network: Network
    base_url: Annotated[
        str | None,
        Field(
            max_length=300,
            description="The server, where accounts of the network live on different ones.",
            examples=["https://mastodon.example"],
        ),
    ] = None
    redirect_url: Annotated[
        str | None,
        Field(
            max_length=1_000,
            description="Your front end's address that the network sends the person to: it must be one that the"
            " operator allows, and hands the parameters over at `/callback`. Left out: ours.",
            examples=["https://app.example/connected"],
        ),
    ] = None
    account_id: Annotated[
        UUID | None,
        Field(description="The account to connect again; it keeps its id, and its posts stay planned."),
    ] = None


class CallbackParameters(RequestBody):
    parameters: Annotated[
        dict[Annotated[str, Field(max_length=100)], Annotated[SecretText, Field(max_length=8_192)]],
        Field(
            max_length=50,
            description="Everything the network added to your address, as it came: also a refusal.",
            examples=[
                {"state": "0199d2a17c3e7b5f8a2d3f1c9e5b7a10Zk0o8m7y", "code": "SplxlOBeZQQYbYS6WxSbIA"}
            ],
        ),
    ]


class ChoiceIds(RequestBody):
    choice_ids: Annotated[
        list[Annotated[str, Field(max_length=100)]],
        Field(max_length=500, description="Of the connection's choices.", examples=[["1", "3"]]),
    ]


class ChoiceView(View):
    choice_id: str = Field(examples=["1"])
    network: NetworkName
    kind: str = Field(
        description="What it is in the network's words: account, page, organization, channel.",
        examples=["account"],
    )
    remote_id: str
    handle: str
    display_name: str = Field(examples=["Asha's Kitchen"])
    profile_url: str = Field(examples=["https://mastodon.example/@asha"])
    account_id: UUID | None = Field(
        description="Yours already: chosen, it is connected again under this id.", examples=[None]
    )


class ConnectionView(View):
    connection_id: UUID
    network: NetworkName
    base_url: str | None = Field(description="Null is the network's own.", examples=[None])
    account_id: UUID | None = Field(description="The account that is connected again.", examples=[None])
    redirect_url: str = Field(examples=["https://app.example/connected"])
    state: ConnectionState = Field(
        examples=["open"],
        description="requested: the network's page is being found; open: send the person to `authorize_url`;"
        " authorizing: they came back; choose: see `choices`; done: see `account_ids`; failed: see `problem`.",
    )
    explanation: str = Field(
        default="",
        description="Where it stands, for a person.",
        examples=["The person is awaited back from Mastodon, until 12:10 UTC."],
    )
    authorize_url: str | None = Field(
        description="The network's page, for the person who began, while they are awaited.",
        examples=["https://social.example/oauth/authorize?client_id=postwright&state=0199d2a17c3e7b5f"],
    )
    choices: list[ChoiceView]
    account_ids: list[UUID] = Field(description="What came of it; each tells by itself when it is connected.")
    problem: AccountProblemView | None = Field(description="Why nothing comes of it.", examples=[None])
    revision: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime = Field(description="Until then the person must have come back, or have chosen.")

    @classmethod
    def of(cls, connection: Connection, caller: Caller, now: datetime) -> "ConnectionView":
        """As that caller may see it now."""
        view = cls.model_validate(connection)
        if connection.session_id != caller.session_id or not connection.awaits_person(now):
            view.authorize_url = None
        view.explanation = explanation_of(connection, now, capabilities.load().name_of(connection.network))
        view.state, problem = connection.state_at(now), connection.problem_at(now)
        view.problem = AccountProblemView.model_validate(problem) if problem else None
        return view


@router.post("", status_code=202, response_model=ConnectionView, summary="Begin to connect by consent")
async def start_connection(
    body: NewConnection,
    caller: SignedIn,
    connections: ConnectionsPart,
    transactions: Transactions,
    create: Creation,
    wait: Wait,
) -> Response:
    """Ask for the network's consent page; read the connection until it is `open`, then send the person there.

    Within ten minutes they must come back, in the same sign-in: to your front end, which hands the parameters over at
    `/callback`, or to us, in the browser that made this request, where a cookie tells that it did. What the network
    sends with them is sealed for the publisher and not stored here.
    """

    async def effect(work: UnitOfWork) -> Made:
        connection = await connections.start(
            work,
            caller,
            network=body.network,
            base_url=body.base_url,
            redirect_url=body.redirect_url,
            account_id=body.account_id,
        )
        headers = {"Location": f"/v1/connections/{connection.connection_id}", "Retry-After": _RETRY}
        return Made(202, ConnectionView.of(connection, caller, work.clock.now()), headers)

    response = await create(effect)
    if response.status_code == 202 and body.redirect_url in {None, connections.own_redirect_url}:
        connection_id = UUID(response.headers["Location"].rpartition("/")[2])
        _bind(response, connections, connection_id, caller.session_id)

    async def look(connection_id: UUID) -> ConnectionView | None:
        async with transactions.work(caller.organization_id) as work:
            return _unless_asking(
                ConnectionView.of(await connections.get(work, connection_id), caller, work.clock.now())
            )

    return await wait.created(response, look)


@router.get("/callback", include_in_schema=False, dependencies=[AnonymousLimit])
async def come_back(
    request: Request,
    connections: ConnectionsPart,
    tenancy: Transactions,
    sessions: Annotated[Sessions, Depends(provided(Sessions))],
) -> Response:
    """Where the network sends people who have no front end of their own: a page without scripts says what happened."""
    parameters = dict(request.query_params)
    found = await connections.find(parameters.get("state", ""))
    if found is None:
        return return_page("unknown")
    connection_id, organization_id = found
    cookie = request.cookies.get(_cookie_name(connection_id), "")
    try:
        network = await _answer(
            tenancy, connections, sessions, (organization_id, connection_id), cookie, parameters
        )
    except ClientError as refused:
        return return_page("refused", detail=refused.detail)
    answer = return_page("other_browser") if network is None else return_page("taken", detail=network)
    answer.delete_cookie(_cookie_name(connection_id), path=urlsplit(connections.own_redirect_url).path)
    return answer


async def _answer(
    tenancy: Tenancy,
    connections: Connections,
    sessions: Sessions,
    names: tuple[UUID, UUID],
    cookie: str,
    parameters: dict[str, str],
) -> str | None:
    """The network's name once the answer is on its way; None where another browser or sign-in brings it."""
    organization_id, connection_id = names
    async with tenancy.work(organization_id) as work:
        connection = await connections.get(work, connection_id)
        is_same = connections.is_cookie(cookie, connection)
        if not is_same or not await sessions.role(connection.session_id):
            return None
        await connections.answer(work, connection_id, connection.session_id, parameters)
    return capabilities.load().name_of(connection.network)


@router.get("/{connection_id}", summary="Read a connection")
async def get_connection(
    connection_id: UUID,
    caller: SignedIn,
    connections: ConnectionsPart,
    transactions: Transactions,
    wait: Wait,
    response: Response,
) -> ConnectionView:
    """Where it stands, and what to do next; `GET /v1/events` tells of each step."""

    async def read() -> ConnectionView:
        async with transactions.work(caller.organization_id) as work:
            connection = await connections.get(work, connection_id)
            return ConnectionView.of(connection, caller, work.clock.now())

    async def look() -> ConnectionView | None:
        return _unless_asking(await read())

    return await wait.settled(connection_id, look, response) or await read()


def _unless_asking(connection: ConnectionView) -> ConnectionView | None:
    """None while the network is asked, since there is nothing for a person to do then."""
    return None if connection.state in {"requested", "authorizing"} else connection


@router.post(
    "/{connection_id}/callback",
    status_code=202,
    response_model=ConnectionView,
    summary="Bring what the network sent",
)
async def bring_answer(
    connection_id: UUID,
    body: CallbackParameters,
    caller: SignedIn,
    connections: ConnectionsPart,
    create: Creation,
) -> Response:
    """Hand over the parameters that a person came back to your front end with, in the sign-in that began.

    They are taken once: a second time answers 409 `connection.not_awaited`.
    """
    parameters = {name: value.get_secret_value() for name, value in body.parameters.items()}

    async def effect(work: UnitOfWork) -> Made:
        connection = await connections.answer(work, connection_id, caller.session_id, parameters)
        return Made(202, ConnectionView.of(connection, caller, work.clock.now()), {"Retry-After": _RETRY})

    return await create(effect)


@router.post(
    "/{connection_id}/choices",
    status_code=202,
    response_model=ConnectionView,
    summary="Choose what to connect",
)
async def choose_accounts(
    connection_id: UUID,
    body: ChoiceIds,
    caller: SignedIn,
    connections: ConnectionsPart,
    create: Creation,
) -> Response:
    """Connect some of the accounts that the consent gives access to; what is not chosen is erased.

    Where there is one alone, it is chosen by itself. An account that you have already keeps its id.
    """

    async def effect(work: UnitOfWork) -> Made:
        connection = await connections.choose(work, caller, connection_id, body.choice_ids)
        return Made(202, ConnectionView.of(connection, caller, work.clock.now()))

    return await create(effect)


def _bind(response: Response, connections: Connections, connection_id: UUID, session_id: UUID) -> None:
    """Let the browser show later that it is the one that began."""
    address = urlsplit(connections.own_redirect_url)
    response.set_cookie(
        _cookie_name(connection_id),
        connections.cookie(connection_id, session_id),
        max_age=int(CONSENT_TIME.total_seconds()),
        path=address.path,
        secure=address.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _cookie_name(connection_id: UUID) -> str:
    return f"postwright_connection_{connection_id.hex}"
