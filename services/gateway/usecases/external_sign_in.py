"""Signing in elsewhere: going to a provider, coming back, and who that is here."""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from email_validator import EmailNotValidError, validate_email

from services.gateway.domain.external import (
    TIME_TO_COME_BACK,
    ExternalClaims,
    ExternalIdentity,
    GoingOut,
    username_for,
    verdict,
)
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller, Client, User
from services.gateway.domain.random_texts import hash_of, random_text
from services.gateway.domain.texts import seen_text
from services.gateway.errors import (
    AccountExistsError,
    ExternalEmailNeededError,
    ExternalStateError,
    IdentityTakenError,
    LastWayInError,
    NotFoundError,
)
from services.gateway.repository import external as rows
from services.gateway.repository import people
from services.gateway.usecases.entering import Entrance, Profile, SignedInTokens
from services.gateway.usecases.issuers import Answer, Issuer
from services.gateway.usecases.mailing import Email, queue_emails
from services.gateway.usecases.proving import Proof
from shared.clock import Clock
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

_STATE = "pw_state_"
_BINDING = "pw_binding_"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send somebody, and what their browser keeps meanwhile.

    Attributes:
        binding: Shown again when they are back; it never leaves their browser but for us.
    """

    authorize_url: str
    binding: str
    going: GoingOut


@dataclass(frozen=True, slots=True)
class Return:
    """What somebody brought back from a provider.

    Attributes:
        issuer: The parameter `iss`, where there was one.
    """

    code: str
    state: str
    issuer: str | None
    binding: str


@dataclass(frozen=True)
class ExternalSignIn:
    """Lets people in whom a provider vouches for.

    Args:
        units: On the owner's database.
        issuers: By their names in the API.
        entrance: Lets people in.
        proof: Asked for before there is another way in.
        redirect_urls: Where people may be sent back to.
        clock: Time.
    """

    units: UnitOfWorkFactory
    issuers: Mapping[str, Issuer]
    entrance: Entrance
    proof: Proof
    redirect_urls: Sequence[str]
    clock: Clock

    async def depart(self, provider_id: str, redirect_url: str | None, caller: Caller | None) -> Departure:
        """Send somebody to a provider.

        Args:
            provider_id: Which.
            redirect_url: Where they come back to; the first that is allowed if it is left out.
            caller: Who is signed in and wants to sign in that way too; nobody where somebody signs in.

        Raises:
            NotFoundError: There is no such provider, or none to go to.
            FlawedError: Nobody may be sent back there.
            ProviderUnavailableError: The provider can't be reached.
        """
        issuer = self._issuer(provider_id, "oidc")
        back = redirect_url or self.redirect_urls[0]
        if back not in self.redirect_urls:
            detail = "is not an address that people may be sent back to; the operator lists them"
            raise FlawedError([Flaw("/redirect_url", detail)])
        state, binding = random_text(_STATE), random_text(_BINDING)
        now = self.clock.now()
        going = GoingOut(
            hash_of(binding),
            provider_id,
            back,
            None if caller is None else caller.user_id,
            now + TIME_TO_COME_BACK,
        )
        # Made from what only that browser has: nothing of it is stored.
        url = await issuer.authorize_url(
            redirect_url=back,
            state=state,
            challenge=_text(hash_of(_derived(binding, "verifier"))),
            nonce=_derived(binding, "nonce"),
        )
        async with self.units() as work:
            await rows.add_sign_in(work.connection, hash_of(state), going, now)
        return Departure(url, binding, going)

    async def depart_to_link(
        self, caller: Caller, provider_id: str, redirect_url: str | None, password: str | None
    ) -> Departure:
        """Send somebody to a provider whom they want to sign in by too; the state is good for them alone.

        Raises:
            WrongPasswordError: The password is another; or they have none, and signed in too long ago.
            ClientError: As `depart`.
        """
        await self.proof.require(caller, password)
        return await self.depart(provider_id, redirect_url, caller)

    async def arrive(self, provider_id: str, back: Return, client: Client) -> tuple[Profile, SignedInTokens]:
        """Sign in whoever came back; somebody new gets an account.

        Raises:
            ExternalStateError: They did not go, or another browser did.
            ExternalTokenError: The provider does not vouch for them.
            AccountExistsError: Their address has an account here that they have to sign in to first.
            ExternalEmailNeededError: The provider gives no verified address, and they are new.
        """
        claims = await self._claims(provider_id, back, None)
        return await self._admit(provider_id, claims, client)

    async def arrive_with_token(
        self, provider_id: str, id_token: str, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        """Sign in by an ID token that the client got from Firebase itself; otherwise as `arrive`."""
        claims = await self._issuer(provider_id, "firebase").verify(id_token, nonce=None)
        return await self._admit(provider_id, claims, client)

    async def link(self, caller: Caller, provider_id: str, back: Return, client: Client) -> None:
        """Let the caller sign in that way from now on. Again changes nothing.

        Raises:
            ExternalStateError: They did not go, or somebody else did.
            IdentityTakenError: Somebody else signs in that way.
        """
        claims = await self._claims(provider_id, back, caller.user_id)
        await self._link(caller, provider_id, claims, client)

    async def link_with_token(
        self, caller: Caller, provider_id: str, id_token: str, password: str | None, client: Client
    ) -> None:
        """The same by an ID token of Firebase.

        Raises:
            WrongPasswordError: As `depart_to_link`.
            ClientError: As `link`.
        """
        await self.proof.require(caller, password)
        claims = await self._issuer(provider_id, "firebase").verify(id_token, nonce=None)
        await self._link(caller, provider_id, claims, client)

    async def page(self, caller: Caller, *, after: UUID | None, limit: int) -> list[ExternalIdentity]:
        """The caller's identities elsewhere, newest first."""
        async with self.units.database.acquire() as connection:
            return await rows.page(connection, caller.user_id, after=after, rows=limit)

    async def unlink(self, caller: Caller, identity_id: UUID, client: Client) -> None:
        """Don't let the caller sign in that way any more.

        Raises:
            NotFoundError: They have none of that id.
            LastWayInError: They have no password and no other.
        """
        async with self.units() as work:
            found = await people.lock(work.connection, caller.user_id)
            if found is None or not await rows.remove(work.connection, identity_id, caller.user_id):
                raise NotFoundError(f"You have no identity {identity_id}.")
            if found[1] is None and await rows.count(work.connection, caller.user_id) == 0:
                raise LastWayInError("You would have no way left to sign in; set a password first.")
            await self._audit(work, caller.user_id, client, {"identity": "removed"})

    def _issuer(self, provider_id: str, kind: str) -> Issuer:
        issuer = self.issuers.get(provider_id)
        if issuer is None or issuer.kind != kind:
            raise NotFoundError(f"There is no identity provider {provider_id!r} of that kind.")
        return issuer

    async def _claims(self, provider_id: str, back: Return, user_id: UUID | None) -> ExternalClaims:
        issuer = self._issuer(provider_id, "oidc")
        async with self.units() as work:
            going = await rows.take_sign_in(work.connection, hash_of(back.state))
        is_same = (
            going is not None
            and hmac.compare_digest(going.binding_hash, hash_of(back.binding))
            and (going.provider_id, going.user_id) == (provider_id, user_id)
        )
        if going is None or not is_same:
            raise ExternalStateError("Nobody went there from this browser with this state; begin anew.")
        if going.expires_at <= self.clock.now():
            raise ExternalStateError("Too much time has passed since you went there; begin anew.")
        verifier, nonce = _derived(back.binding, "verifier"), _derived(back.binding, "nonce")
        return await issuer.redeem(Answer(back.code, back.issuer, going.redirect_url, verifier, nonce))

    async def _admit(
        self, provider_id: str, claims: ExternalClaims, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        claims = _with_tidy_email(claims)
        try:
            async with self.units() as work:
                linked = await rows.user_of_identity(work.connection, claims)
                same = await rows.user_of_email(work.connection, claims.email)
                trusts = self.issuers[provider_id].trusts_email
                match verdict(claims, linked=linked, same_email=same, trusts_email=trusts):
                    case "is_theirs":
                        assert linked is not None
                        return await self._admit_known(work, linked, provider_id, claims, client)
                    case "may_be_linked":
                        assert same is not None
                        return await self._admit_same(work, same, provider_id, claims, client)
                    case "is_new":
                        return await self._admit_new(work, provider_id, claims, client)
                    case "needs_email":
                        raise ExternalEmailNeededError(
                            "The provider gives no address that it has verified: verify one there, or sign up here"
                            " and link it (POST /v1/me/identities)."
                        )
                    case "needs_sign_in":
                        raise AccountExistsError(
                            "There is an account with this address: sign in to it, and link this way to sign in"
                            " (POST /v1/me/identities)."
                        )
        except asyncpg.UniqueViolationError:
            # Somebody made the same account at this moment.
            raise AccountExistsError("There is an account with this address by now; sign in again.") from None

    async def _admit_known(
        self, work: UnitOfWork, user: User, provider_id: str, claims: ExternalClaims, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        await people.share(work.connection, user.user_id)
        if not await rows.use_identity(work.connection, user.user_id, claims, self.clock.now()):
            raise ExternalStateError("This way to sign in was removed at this moment.")
        return await self.entrance.admit(work, user, client, provider_id)

    async def _admit_same(
        self, work: UnitOfWork, user: User, provider_id: str, claims: ExternalClaims, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        """Whose address is verified here and there, by an issuer that is trusted with addresses."""
        locked = await people.lock(work.connection, user.user_id)
        if locked is None or locked[0].email_verified_at is None or locked[0].email != user.email:
            raise AccountExistsError("The account was changed at this moment; sign in again.")
        await self._add(work, user, provider_id, claims, client)
        return await self.entrance.admit(work, user, client, provider_id)

    async def _admit_new(
        self, work: UnitOfWork, provider_id: str, claims: ExternalClaims, client: Client
    ) -> tuple[Profile, SignedInTokens]:
        assert claims.email is not None
        now = self.clock.now()
        trusts = self.issuers[provider_id].trusts_email
        user = User(
            user_id=new_id(),
            email=claims.email,
            username=username_for(claims.email),
            created_at=now,
            name=claims.name,
            email_verified_at=now if trusts else None,
            has_password=False,
        )
        await self.entrance.repository.add_user(work.connection, user, None)
        if user.name is not None:
            await people.set_profile(work.connection, user)
        if trusts:
            await people.verify_email(work.connection, user.user_id, user.email, now)
        await rows.add_identity(work.connection, user.user_id, provider_id, claims, now)
        name = claims.name or claims.email.partition("@")[0]
        return await self.entrance.admit_newcomer(work, user, client, name[:100], provider_id)

    async def _link(self, caller: Caller, provider_id: str, claims: ExternalClaims, client: Client) -> None:
        claims = _with_tidy_email(claims)
        async with self.units() as work:
            found = await people.lock(work.connection, caller.user_id)
            if found is None:
                raise NotFoundError("You are not here any more.")
            await self._add(work, found[0], provider_id, claims, client)

    async def _add(
        self, work: UnitOfWork, user: User, provider_id: str, claims: ExternalClaims, client: Client
    ) -> None:
        added = await rows.add_identity(work.connection, user.user_id, provider_id, claims, self.clock.now())
        if not added:
            owner = await rows.user_of_identity(work.connection, claims)
            if owner is None or owner.user_id != user.user_id:
                raise IdentityTakenError("Somebody else signs in that way.")
            return
        await self._audit(work, user.user_id, client, {"identity": "linked", "provider": provider_id})
        name = self.issuers[provider_id].name
        parameters = {
            "username": user.username,
            "subject": f"You can sign in with {name} now",
            "lines": [
                f"your account was linked with an account at {name}: whoever has that one can sign in to yours.",
                "If it was not you, remove it and set a new password at once.",
            ],
            "url": f"{self.entrance.links.pages_url}/forgot-password",
        }
        await queue_emails(work, [Email(user.email, "notice", parameters)])

    async def _audit(self, work: UnitOfWork, user_id: UUID, client: Client, after: Mapping[str, str]) -> None:
        await people.audit(
            work.connection,
            user_id,
            client,
            kind="users",
            action="update",
            after=after,
            credential=client.credential,
        )


def _with_tidy_email(claims: ExternalClaims) -> ExternalClaims:
    """The address in the form it would have here; none if it is no address, and no name that can't be kept."""
    email = None
    if claims.email is not None and len(claims.email) <= 254:
        try:
            email = validate_email(claims.email, check_deliverability=False).normalized
        except EmailNotValidError:
            email = None
    name = None if claims.name is None else seen_text(claims.name[:100]).strip()
    return ExternalClaims(claims.issuer, claims.subject, email, claims.email_verified, name or None)


def _derived(binding: str, purpose: str) -> str:
    return _text(hmac.digest(binding.encode(), purpose.encode(), "sha256"))


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
