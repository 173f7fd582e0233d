from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Depends, Request, Response
from pydantic import AfterValidator, EmailStr, Field

from services.gateway.api.dependencies import SignedIn, provided
from services.gateway.api.device_cookies import DeviceCookies
from services.gateway.api.limits import AnonymousLimit, Limits, address_of
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.domain.identity import Client, Role
from services.gateway.domain.texts import Name
from services.gateway.tenancy import printable
from services.gateway.usecases.entering import Profile, SignedInTokens
from services.gateway.usecases.identity import Identity, Registration
from services.gateway.usecases.password_changes import PasswordChanges
from services.gateway.usecases.profiles import Profiles
from services.gateway.usecases.sign_ins import SignIns

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
Username = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$",
        description="3 to 32 letters, digits, `_`, `.` or `-`.",
        examples=["asha"],
    ),
]


class NewUser(RequestBody):
    email: Annotated[EmailStr, Field(max_length=254, examples=["asha@example.com"])]
    username: Username
    password: Password
    organization_name: Annotated[
        str | None,
        Name(100),
        Field(description="Yours if left out.", examples=["Asha's Kitchen"]),
    ] = None


def _as_signed_up(login: str) -> str:
    """An address in the form it is kept in, however its letters were composed; any other name as it is."""
    try:
        return validate_email(login, check_deliverability=False).normalized
    except EmailNotValidError:
        return login


Login = Annotated[
    str,
    Field(min_length=1, max_length=254, description="Username or e-mail address.", examples=["asha"]),
    AfterValidator(_as_signed_up),
]


class Credentials(RequestBody):
    login: Login
    password: Annotated[SecretText, Field(max_length=256, examples=["a long pass phrase"])]


class RefreshRequest(RequestBody):
    refresh_token: Annotated[
        SecretText, Field(max_length=200, examples=["pw_refresh_6f1vGm3y9k0sQ2dZk0o8m7yJ5c4b3a2Z1x0w9v8u7t6"])
    ]


class OrganizationChoice(RequestBody):
    organization_id: UUID = Field(description="One that you are a member of; `GET /v1/me` lists them.")


class MembershipView(View):
    organization_id: UUID
    organization_name: str = Field(examples=["Asha's Kitchen"])
    role: Role = Field(examples=["owner"])
    created_at: datetime


class LinkToken(RequestBody):
    token: Annotated[
        SecretText,
        Field(
            max_length=200,
            description="What stands behind # in the link.",
            examples=["pw_link_3k9s1vGm6f0s2dZkQ0o8m7yJ5c4b3a2Z1x0w9v8u7t6"],
        ),
    ]


class NewPassword(LinkToken):
    password: Password


class Forgotten(RequestBody):
    login: Login


class Accepted(View):
    detail: str = Field(examples=["If there is such a user, a mail is on its way."])


class Me(View):
    user_id: UUID
    email: str = Field(examples=["asha@example.com"])
    username: str = Field(examples=["asha"])
    name: str | None = Field(examples=["Asha Rao"])
    time_zone: str = Field(examples=["Asia/Kolkata"])
    locale: str = Field(description="BCP 47 tag.", examples=["en-IN"])
    email_verified: bool = Field(description="Whether you have opened the link in the mail to this address.")
    has_password: bool = Field(description="Whether you can sign in with one; else elsewhere alone.")
    organization_id: UUID = Field(description="The one that you act in.")
    organization_name: str = Field(examples=["Asha's Kitchen"])
    role: Role = Field(description="Yours in it.", examples=["owner"])
    memberships: list[MembershipView] = Field(
        description="Where you are a member; `POST /v1/auth/organization` gives tokens for another one."
    )
    created_at: datetime

    @classmethod
    def of(cls, profile: Profile) -> "Me":
        """A person as they see themselves."""
        return cls(
            user_id=profile.user.user_id,
            email=profile.user.email,
            username=profile.user.username,
            name=profile.user.name,
            time_zone=profile.user.time_zone,
            locale=profile.user.locale,
            email_verified=profile.user.email_verified_at is not None,
            has_password=profile.user.has_password,
            organization_id=profile.present.organization_id,
            organization_name=profile.present.organization_name,
            role=profile.present.role,
            memberships=[MembershipView.model_validate(m) for m in profile.memberships],
            created_at=profile.user.created_at,
        )


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


def signed_in_answer(response: Response, profile: Profile, tokens: SignedInTokens) -> SignedInUser:
    """Fresh tokens and whose they are, kept by no cache."""
    response.headers["Cache-Control"] = "no-store"
    return SignedInUser(**Tokens.model_validate(tokens).model_dump(), user=Me.of(profile))


async def client_of(
    request: Request, cookies: Annotated[DeviceCookies, Depends(provided(DeviceCookies))]
) -> Client:
    """Where a request comes from, as its owner is shown it."""
    user_agent = request.headers.get("user-agent")
    return Client(
        address_of(request),
        None if user_agent is None else printable(user_agent),
        request_id=request.scope.get("postwright.request_id", ""),
        operation=request.scope["route"].name,
        device=cookies.read(request),
    )


async def own_client_of(caller: SignedIn, client: Annotated[Client, Depends(client_of)]) -> Client:
    """The same for somebody who is signed in."""
    return replace(client, credential=f"session:{caller.session_id}")


async def remembered(
    request: Request,
    response: Response,
    cookies: Annotated[DeviceCookies, Depends(provided(DeviceCookies))],
) -> Callable[[Profile], None]:
    """Lets the browser keep who has signed in with it."""
    return lambda profile: cookies.write(request, response, profile.user.user_id)


SigningInFrom = Annotated[Client, Depends(client_of)]
Remember = Annotated[Callable[[Profile], None], Depends(remembered)]
ActingFrom = Annotated[Client, Depends(own_client_of)]


@router.post("/auth/register", status_code=201, summary="Sign up", dependencies=[AnonymousLimit])
async def register(
    body: NewUser, response: Response, people: People, client: SigningInFrom, remember: Remember
) -> SignedInUser:
    """Make a user and an organisation of their own, and sign in.

    A sign-up that is sent again answers 409 `email_taken`: sign in instead.
    """
    registration = Registration(
        email=body.email,
        username=body.username,
        password=body.password.get_secret_value(),
        organization_name=body.organization_name or body.username,
    )
    profile, tokens = await people.register(registration, client)
    remember(profile)
    return signed_in_answer(response, profile, tokens)


@router.post("/auth/login", summary="Sign in", dependencies=[AnonymousLimit])
async def login(
    body: Credentials,
    request: Request,
    response: Response,
    people: People,
    limits: Limits,
    client: SigningInFrom,
    remember: Remember,
) -> SignedInUser:
    """Begin a session by username or e-mail address, in the organisation where you signed in last.

    Attempts are counted: by name and place, by place, and by name for all places where its owner never signed in.
    """
    familiarity = await people.familiarity(body.login, client)
    await limits.count_sign_in(request, body.login, familiarity.device)
    if not familiarity.is_familiar:
        await limits.count_elsewhere(request, body.login)
    profile, tokens = await people.sign_in(body.login, body.password.get_secret_value(), client)
    remember(profile)
    return signed_in_answer(response, profile, tokens)


@router.post("/auth/refresh", summary="Get new tokens", dependencies=[AnonymousLimit])
async def refresh(body: RefreshRequest, response: Response, people: People, client: SigningInFrom) -> Tokens:
    """Trade a refresh token for new tokens.

    Each refresh token works once. One that comes a second time ends its session: 401 `refresh_token_reused`.
    """
    tokens = await people.refresh(body.refresh_token.get_secret_value(), client)
    response.headers["Cache-Control"] = "no-store"
    return Tokens.model_validate(tokens)


@router.post("/auth/organization", summary="Act in another organisation")
async def switch_organization(
    body: OrganizationChoice, caller: SignedIn, response: Response, people: People, client: SigningInFrom
) -> SignedInUser:
    """New tokens for another organisation of yours; the present ones go on for the present one.

    The new session belongs to your sign-in and ends with it.
    """
    return signed_in_answer(response, *await people.switch(caller, body.organization_id, client))


@router.post("/auth/logout", status_code=204, summary="Sign out")
async def logout(
    caller: SignedIn, sign_ins: Annotated[SignIns, Depends(provided(SignIns))], client: ActingFrom
) -> None:
    """End the sign-in: its access tokens and refresh tokens stop working at once, in all organisations."""
    await sign_ins.sign_out(caller, client)


@router.post("/auth/logout-everywhere", status_code=204, summary="Sign out everywhere")
async def logout_everywhere(
    caller: SignedIn, sign_ins: Annotated[SignIns, Depends(provided(SignIns))], client: ActingFrom
) -> None:
    """End all your sign-ins, this one too. API keys go on."""
    await sign_ins.sign_out_everywhere(caller, client)


@router.post(
    "/auth/verify-email", status_code=204, summary="Verify an e-mail address", dependencies=[AnonymousLimit]
)
async def verify_email(
    body: LinkToken,
    profiles: Annotated[Profiles, Depends(provided(Profiles))],
    client: SigningInFrom,
) -> None:
    """What the link in the mail does: a new address counts as yours, or takes the place of the one before."""
    await profiles.open_link(body.token.get_secret_value(), client)


@router.post(
    "/auth/forgot-password", status_code=202, summary="Ask for a new password", dependencies=[AnonymousLimit]
)
async def forgot_password(
    body: Forgotten,
    request: Request,
    passwords: Annotated[PasswordChanges, Depends(provided(PasswordChanges))],
    limits: Limits,
) -> Accepted:
    """Have a link sent by e-mail. The answer is the same, and takes as long, whether there is such a user or not."""
    await limits.count_sign_in(request, body.login)
    await passwords.ask_for_reset(body.login)
    return Accepted(detail="If there is such a user, a mail is on its way.")


@router.post(
    "/auth/reset-password", status_code=204, summary="Set a new password", dependencies=[AnonymousLimit]
)
async def reset_password(
    body: NewPassword,
    passwords: Annotated[PasswordChanges, Depends(provided(PasswordChanges))],
    client: SigningInFrom,
) -> None:
    """By the link in the mail, which works once. All your sign-ins end, and the address counts as verified."""
    await passwords.reset(body.token.get_secret_value(), body.password.get_secret_value(), client)


@router.get("/me", summary="Who am I")
async def me(caller: SignedIn, people: People) -> Me:
    """The user that the access token belongs to, and the organisations they are a member of."""
    return Me.of(await people.who_am_i(caller))
