from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Depends, Response
from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.limits import AnonymousLimit, SignInLimit
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.domain.identity import Role, User
from services.gateway.usecases.identity import Identity, Registration, SignedInTokens

router = APIRouter(prefix="/v1", tags=["Identity"])

People = Annotated[Identity, Depends(provided(Identity))]
Password = Annotated[
    SecretText,
    Field(
        min_length=10,
        max_length=256,
        description="At least 10 characters; any.",
        examples=["a long pass phrase"],
    ),
]


class NewUser(RequestBody):
    email: Annotated[EmailStr, Field(max_length=254, examples=["asha@example.com"])]
    username: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$",
            description="3 to 32 letters, digits, `_`, `.` or `-`.",
            examples=["asha"],
        ),
    ]
    password: Password
    organization_name: Annotated[
        str | None,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
        Field(description="Yours if left out.", examples=["Asha's Kitchen"]),
    ] = None


def _as_signed_up(login: str) -> str:
    """An address in the form it is kept in, however its letters were composed; any other name as it is."""
    try:
        return validate_email(login, check_deliverability=False).normalized
    except EmailNotValidError:
        return login


class Credentials(RequestBody):
    login: Annotated[
        str,
        Field(min_length=1, max_length=254, description="Username or e-mail address.", examples=["asha"]),
        AfterValidator(_as_signed_up),
    ]
    password: Annotated[SecretText, Field(max_length=256, examples=["a long pass phrase"])]


class RefreshRequest(RequestBody):
    refresh_token: Annotated[
        SecretText, Field(max_length=200, examples=["pw_refresh_6f1vGm3y9k0sQ2dZk0o8m7yJ5c4b3a2Z1x0w9v8u7t6"])
    ]


class Me(View):
    user_id: UUID
    email: str = Field(examples=["asha@example.com"])
    username: str = Field(examples=["asha"])
    organization_id: UUID
    organization_name: str = Field(examples=["Asha's Kitchen"])
    role: Role = Field(examples=["owner"])
    created_at: datetime


class Tokens(View):
    access_token: str = Field(
        description="Send it as `Authorization: Bearer`.", examples=["eyJ0eXAiOiJhdCtqd3QiLCJ..."]
    )
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the name of a scheme
    expires_in: int = Field(description="Seconds until the access token expires.", examples=[900])
    refresh_token: str = Field(
        description="Trade it once for new tokens; using it twice ends the session.",
        examples=["pw_refresh_6f1vGm3y9k0sQ2dZk0o8m7yJ5c4b3a2Z1x0w9v8u7t6"],
    )
    refresh_expires_at: datetime


class SignedInUser(Tokens):
    user: Me


def _signed_in(response: Response, user: User, tokens: SignedInTokens) -> SignedInUser:
    response.headers["Cache-Control"] = "no-store"
    return SignedInUser(**Tokens.model_validate(tokens).model_dump(), user=Me.model_validate(user))


@router.post("/auth/register", status_code=201, summary="Sign up", dependencies=[AnonymousLimit])
async def register(body: NewUser, response: Response, people: People) -> SignedInUser:
    """Make a user and an organisation of their own, and sign in.

    A sign-up that is sent again answers 409 `email_taken`: sign in instead.
    """
    registration = Registration(
        email=body.email,
        username=body.username,
        password=body.password.get_secret_value(),
        organization_name=body.organization_name or body.username,
    )
    return _signed_in(response, *await people.register(registration))


@router.post("/auth/login", summary="Sign in", dependencies=[AnonymousLimit])
async def login(body: Credentials, response: Response, people: People, limit: SignInLimit) -> SignedInUser:
    """Begin a session by username or e-mail address."""
    await limit(body.login)
    return _signed_in(response, *await people.sign_in(body.login, body.password.get_secret_value()))


@router.post("/auth/refresh", summary="Get new tokens", dependencies=[AnonymousLimit])
async def refresh(body: RefreshRequest, response: Response, people: People) -> Tokens:
    """Trade a refresh token for new tokens.

    Each refresh token works once. One that comes a second time ends its session: 401 `refresh_token_reused`.
    """
    tokens = await people.refresh(body.refresh_token.get_secret_value())
    response.headers["Cache-Control"] = "no-store"
    return Tokens.model_validate(tokens)


@router.post("/auth/logout", status_code=204, summary="Sign out")
async def logout(caller: SignedIn, people: People) -> None:
    """End the session: its access token and refresh token stop working at once."""
    await people.sign_out(caller)


@router.get("/me", summary="Who am I")
async def me(caller: SignedIn, people: People, transactions: Transactions) -> Me:
    """The user that the access token belongs to."""
    async with transactions.work(caller.organization_id) as work:
        return Me.model_validate(await people.who_am_i(work, caller))
