"""One's own affairs: /v1/me."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import EmailStr, Field, model_validator

from services.gateway.api.auth import Accepted, ActingFrom, Me, Password, People
from services.gateway.api.dependencies import SignedIn, provided
from services.gateway.api.limits import Limits
from services.gateway.api.models import RequestBody, SecretText, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.domain.identity import SignIn
from services.gateway.domain.schedules import TimeZone
from services.gateway.domain.texts import Language, Name
from services.gateway.usecases.password_changes import PasswordChanges
from services.gateway.usecases.profiles import Profiles
from services.gateway.usecases.sign_ins import SignIns

router = APIRouter(prefix="/v1/me", tags=["Identity"])

ProfilesPart = Annotated[Profiles, Depends(provided(Profiles))]
SignInsPart = Annotated[SignIns, Depends(provided(SignIns))]
OwnPassword = Annotated[SecretText, Field(max_length=256, examples=["a long pass phrase"])]


class ProfileChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    name: Annotated[str, Name(100), Field(examples=["Asha Rao"])] | None = None
    time_zone: TimeZone | None = None
    locale: Language | None = None

    @model_validator(mode="after")
    def _only_a_name_may_be_null(self) -> "ProfileChanges":
        wrong = sorted(name for name in self.model_fields_set - {"name"} if getattr(self, name) is None)
        if wrong:
            raise ValueError(f"{', '.join(wrong)} can't be null; leave it out to keep it as it is")
        return self


class PasswordChange(RequestBody):
    """A password and what it is to become."""

    current_password: OwnPassword
    new_password: Password


class EmailChange(RequestBody):
    """An address to be used from now on."""

    email: Annotated[EmailStr, Field(max_length=254, examples=["asha@kitchen.example"])]
    password: OwnPassword | None = Field(
        default=None, description="Your password; left out only by whoever has none."
    )


class SignInView(View):
    """A sign-in that goes on."""

    session_id: UUID
    created_at: datetime
    last_used_at: datetime = Field(description="To the minute.")
    expires_at: datetime = Field(description="When it ends if it is not used.")
    address: str | None = Field(description="Where it was begun.", examples=["192.0.2.7"])
    user_agent: str | None = Field(examples=["Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"])
    is_present: bool = Field(description="Whether it is the one of this request.")

    @classmethod
    def of(cls, sign_in: SignIn) -> "SignInView":
        """As its owner sees it."""
        return cls(
            session_id=sign_in.sign_in_id,
            created_at=sign_in.created_at,
            last_used_at=sign_in.last_used_at,
            expires_at=sign_in.expires_at,
            address=sign_in.address,
            user_agent=sign_in.user_agent,
            is_present=sign_in.is_present,
        )


@router.patch("", summary="Change your profile")
async def update_me(body: ProfileChanges, caller: SignedIn, profiles: ProfilesPart, people: People) -> Me:
    """Fields left out stay as they are; the e-mail address is changed at `/v1/me/email`."""
    await profiles.update(caller, body.model_dump(exclude_unset=True))
    return Me.of(await people.who_am_i(caller))


@router.post("/password", status_code=204, summary="Change your password")
async def change_password(
    body: PasswordChange,
    request: Request,
    caller: SignedIn,
    passwords: Annotated[PasswordChanges, Depends(provided(PasswordChanges))],
    limits: Limits,
    client: ActingFrom,
) -> None:
    """All your other sign-ins end, and you are told by e-mail. Sent again it changes nothing."""
    await limits.count_own_password(request, caller.user_id)
    await passwords.change(
        caller, body.current_password.get_secret_value(), body.new_password.get_secret_value(), client
    )


@router.post("/email", status_code=202, summary="Change your e-mail address")
async def change_email(
    body: EmailChange,
    request: Request,
    caller: SignedIn,
    profiles: ProfilesPart,
    limits: Limits,
    client: ActingFrom,
) -> Accepted:
    """A link is sent to the new address, and a notice to the present one, which stays until the link is opened."""
    await limits.count_own_password(request, caller.user_id)
    password = None if body.password is None else body.password.get_secret_value()
    await profiles.change_email(caller, body.email, password, client)
    return Accepted(detail="Open the link in the mail to the new address.")


@router.post("/email/verification", status_code=202, summary="Have the verification sent again")
async def send_verification(caller: SignedIn, profiles: ProfilesPart) -> Accepted:
    """At most once a minute; nothing is sent once the address is verified."""
    await profiles.send_verification(caller)
    return Accepted(detail="If the address is not verified yet, a mail is on its way.")


@router.get("/sessions", summary="List your sign-ins")
async def list_sessions(caller: SignedIn, sign_ins: SignInsPart, page: PageQuery) -> Page[SignInView]:
    """Those that go on, newest first, in whichever organisation."""
    rows = await sign_ins.page(caller, after=page.after_id(), limit=page.fetch)
    return page.answer(rows, view=SignInView.of, key=lambda sign_in: (str(sign_in.sign_in_id),))


@router.delete("/sessions/{session_id}", status_code=204, summary="End a sign-in")
async def revoke_session(
    session_id: UUID, caller: SignedIn, sign_ins: SignInsPart, client: ActingFrom
) -> None:
    """Its tokens stop working everywhere at once. Again changes nothing."""
    await sign_ins.revoke(caller, session_id, client)
