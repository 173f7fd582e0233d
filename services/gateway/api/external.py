"""Signing in elsewhere: /v1/auth/providers and /v1/me/identities."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from services.gateway.api.auth import (
    ActingFrom,
    Remember,
    SignedInUser,
    SigningInFrom,
    signed_in_answer,
)
from services.gateway.api.dependencies import SignedIn, provided
from services.gateway.api.limits import AnonymousLimit, Limits
from services.gateway.api.me import OwnPassword
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.domain.external import ExternalIdentity
from services.gateway.domain.texts import Text
from services.gateway.usecases.external_sign_in import Departure, ExternalSignIn, Return

router = APIRouter(prefix="/v1", tags=["Identity"])

External = Annotated[ExternalSignIn, Depends(provided(ExternalSignIn))]
ProviderId = Annotated[
    str,
    Path(description="Of `GET /v1/auth/providers`.", max_length=32, examples=["google"]),
]
_RedirectUrl = Annotated[
    str,
    Text(500, required=True),
    Field(
        description="Where people come back to, one that the operator allows.",
        examples=["https://app.example.com/signed-in"],
    ),
]


_Password = Annotated[
    OwnPassword | None, Field(description="Your password; left out only by whoever has none.")
]


class ProviderView(View):
    """Where else one may sign in."""

    provider_id: str = Field(examples=["google"])
    name: str = Field(examples=["Google"])
    kind: Literal["oidc", "firebase"] = Field(
        description="`oidc`: go there (`/start`). `firebase`: bring an ID token (`/token`).",
        examples=["oidc"],
    )


class Going(RequestBody):
    """Where somebody wants to come back to."""

    redirect_url: _RedirectUrl | None = Field(
        default=None, description="The first that the operator allows if it is left out."
    )


class LinkGoing(Going):
    provider_id: Annotated[str, Text(32, required=True), Field(examples=["google"])]
    password: _Password = None


class DepartureView(View):
    """Send the person there, and keep `binding` in their browser until they are back."""

    authorize_url: str = Field(
        examples=["https://accounts.example.com/authorize?response_type=code&state=..."]
    )
    binding: str = Field(
        description="Send it with what they bring back: it shows that it is the same browser.",
        examples=["pw_binding_3k9s1vGm6f0s2dZkQ0o8m7yJ5c4b3a2Z1x0w9v8u7t6"],
    )
    expires_at: datetime = Field(description="Until then they must be back.")

    @classmethod
    def of(cls, departure: Departure) -> "DepartureView":
        """For the client that asked."""
        return cls(
            authorize_url=departure.authorize_url,
            binding=departure.binding,
            expires_at=departure.going.expires_at,
        )


class Arrival(RequestBody):
    """What the provider sent back with the person, and what their browser kept."""

    code: Annotated[SecretText, Field(min_length=1, max_length=4_096, examples=["SplxlOBeZQQYbYS6WxSbIA"])]
    state: Annotated[
        SecretText, Field(max_length=200, examples=["pw_state_6f0s2dZkQ0o8m7yJ5c4b3a2Z1x0w9v8u7t6"])
    ]
    binding: Annotated[
        SecretText, Field(max_length=200, examples=["pw_binding_3k9s1vGm6f0s2dZkQ0o8m7yJ5c4b3a2Z1x0w9"])
    ]
    iss: (
        Annotated[
            str,
            Text(500),
            Field(
                description="The parameter `iss`, if there was one.",
                examples=["https://accounts.example.com"],
            ),
        ]
        | None
    ) = None

    @property
    def back(self) -> Return:
        return Return(
            self.code.get_secret_value(),
            self.state.get_secret_value(),
            self.iss,
            self.binding.get_secret_value(),
        )


class LinkArrival(Arrival):
    provider_id: Annotated[str, Text(32, required=True), Field(examples=["google"])]


class ExternalToken(RequestBody):
    id_token: Annotated[
        SecretText,
        Field(
            min_length=1, max_length=16_384, description="Of Firebase.", examples=["eyJhbGciOiJSUzI1NiIs..."]
        ),
    ]


class ExternalLinkToken(ExternalToken):
    provider_id: Annotated[str, Text(32, required=True), Field(examples=["firebase"])]
    password: _Password = None


class IdentityView(View):
    """A way to sign in elsewhere."""

    identity_id: UUID
    provider_id: str = Field(examples=["google"])
    issuer: str = Field(examples=["https://accounts.example.com"])
    email: str | None = Field(description="As the provider gave it last.", examples=["asha@example.com"])
    created_at: datetime
    last_used_at: datetime

    @classmethod
    def of(cls, identity: ExternalIdentity) -> "IdentityView":
        """As its owner sees it."""
        return cls.model_validate(identity)


@router.get("/auth/providers", summary="List where else one may sign in", dependencies=[AnonymousLimit])
async def list_providers(external: External, page: PageQuery) -> Page[ProviderView]:
    """As the operator has set them up; none if there are none."""
    return page.answer_of_all(
        list(external.issuers.values()),
        view=lambda one: ProviderView(provider_id=one.id, name=one.name, kind=one.kind),
        key=lambda one: one.id,
    )


@router.post(
    "/auth/providers/{provider_id}/start",
    status_code=201,
    summary="Go to sign in elsewhere",
    dependencies=[AnonymousLimit],
)
async def start_external_sign_in(
    provider_id: ProviderId, body: Going, response: Response, external: External
) -> DepartureView:
    """Send the person to `authorize_url`, keep `binding` in their browser, and bring what they come back with."""
    response.headers["Cache-Control"] = "no-store"
    return DepartureView.of(await external.depart(provider_id, body.redirect_url, None))


@router.post(
    "/auth/providers/{provider_id}/finish", summary="Sign in elsewhere", dependencies=[AnonymousLimit]
)
async def finish_external_sign_in(
    provider_id: ProviderId,
    body: Arrival,
    response: Response,
    external: External,
    client: SigningInFrom,
    remember: Remember,
) -> SignedInUser:
    """Sign in with what the person came back with. Each state works once; somebody new gets an account."""
    profile, tokens = await external.arrive(provider_id, body.back, client)
    remember(profile)
    return signed_in_answer(response, profile, tokens)


@router.post(
    "/auth/providers/{provider_id}/token", summary="Sign in with Firebase", dependencies=[AnonymousLimit]
)
async def sign_in_with_token(
    provider_id: ProviderId,
    body: ExternalToken,
    response: Response,
    external: External,
    client: SigningInFrom,
    remember: Remember,
) -> SignedInUser:
    """By an ID token that the client got from Firebase; somebody new gets an account."""
    token = body.id_token.get_secret_value()
    profile, tokens = await external.arrive_with_token(provider_id, token, client)
    remember(profile)
    return signed_in_answer(response, profile, tokens)


@router.get("/me/identities", summary="List your ways to sign in elsewhere")
async def list_identities(caller: SignedIn, external: External, page: PageQuery) -> Page[IdentityView]:
    """Newest first."""
    rows = await external.page(caller, after=page.after_id(), limit=page.fetch)
    return page.answer(rows, view=IdentityView.of, key=lambda identity: (str(identity.identity_id),))


@router.post("/me/identities", status_code=201, summary="Go to link a way to sign in")
async def start_linking(
    body: LinkGoing,
    request: Request,
    caller: SignedIn,
    response: Response,
    external: External,
    limits: Limits,
) -> DepartureView:
    """As signing in, for somebody who is signed in: from then on they can sign in that way too.

    Asks for your password, so that a stolen session does not become another way in.
    """
    await limits.count_own_password(request, caller.user_id)
    response.headers["Cache-Control"] = "no-store"
    departure = await external.depart_to_link(
        caller, body.provider_id, body.redirect_url, _revealed(body.password)
    )
    return DepartureView.of(departure)


@router.post("/me/identities/finish", status_code=204, summary="Link a way to sign in")
async def finish_linking(body: LinkArrival, caller: SignedIn, external: External, client: ActingFrom) -> None:
    """You are told by e-mail. One that somebody else signs in with is refused."""
    await external.link(caller, body.provider_id, body.back, client)


@router.post("/me/identities/token", status_code=204, summary="Link a Firebase account")
async def link_token(
    body: ExternalLinkToken,
    request: Request,
    caller: SignedIn,
    external: External,
    limits: Limits,
    client: ActingFrom,
) -> None:
    """By an ID token of Firebase, and your password. You are told by e-mail."""
    await limits.count_own_password(request, caller.user_id)
    token = body.id_token.get_secret_value()
    await external.link_with_token(caller, body.provider_id, token, _revealed(body.password), client)


@router.delete("/me/identities/{identity_id}", status_code=204, summary="Remove a way to sign in")
async def unlink_identity(
    identity_id: UUID, caller: SignedIn, external: External, client: ActingFrom
) -> None:
    """The last one stays as long as you have no password."""
    await external.unlink(caller, identity_id, client)


def _revealed(password: SecretText | None) -> str | None:
    return None if password is None else password.get_secret_value()
