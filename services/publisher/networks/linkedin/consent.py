"""Consent on LinkedIn's page, and the accounts it gives access to.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from services.publisher.domain.access import (
    Access,
    App,
    Choice,
    ConsentPage,
    ConsentRequest,
    Grant,
    Identity,
)
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, id_of, text_of
from services.publisher.networks.consenting import app_of, authorize_url, code_of, scopes_of
from services.publisher.networks.linkedin import tokens
from services.publisher.networks.linkedin.refusals import explain_consent
from services.publisher.networks.linkedin.versioned import VersionedApi
from shared.clock import Clock
from shared.events import NetworkName

PERSON, ORGANIZATION = "urn:li:person:", "urn:li:organization:"
_MAY_POST = frozenset({"ADMINISTRATOR", "CONTENT_ADMIN"})
_FOR_A_MEMBER = frozenset({"openid", "profile", "w_member_social"})
_FOR_ORGANIZATIONS = frozenset({"rw_organization_admin", "w_organization_social", "r_organization_social"})
_MOST_ORGANIZATIONS = 100


class Consent:
    """From the first address to the accounts that may be chosen.

    Args:
        api: LinkedIn's calls.
        call: For calls outside of the versioned API.
        call_for_exchange: For the one that makes a token of a code.
        clock: For expiry.
        apps: The operator's applications.
    """

    def __init__(
        self,
        api: VersionedApi,
        call: Caller,
        call_for_exchange: Caller,
        clock: Clock,
        apps: Mapping[NetworkName, App],
    ) -> None:
        self._api = api
        self._call = call
        self._call_for_exchange = call_for_exchange
        self._clock = clock
        self._apps = apps

    def start(self, request: ConsentRequest) -> ConsentPage:
        """LinkedIn's page; it refuses to ask for a scope whose product the application does not have."""
        app = app_of(self._apps, "linkedin")
        scopes = app.scopes or scopes_of("linkedin")
        page = f"{request.hosts['www']}/oauth/v2/authorization"
        return ConsentPage(authorize_url(page, app.client_id, request, " ".join(scopes)), {})

    async def finish(self, request: ConsentRequest, answer: Mapping[str, str]) -> Sequence[Choice]:
        """The member, and each organisation they may post for."""
        secrets = await self._exchanged(request, code_of("linkedin", answer, explain_consent))
        scopes = set(secrets.get("scope", "").split())
        choices: list[Choice] = []
        access = request.access(secrets)
        if scopes >= _FOR_A_MEMBER:
            choices.append(self._choice("person", await self.member(access), secrets))
        if scopes >= _FOR_ORGANIZATIONS:
            choices += await self._organizations(access)
        if not choices:
            raise RefusedError(_nothing_granted(scopes))
        return choices

    async def member(self, access: Access) -> Identity:
        """Who the token's member is; LinkedIn tells nobody's public address."""
        answer = await self._call(
            "GET", f"{access.base_url}/v2/userinfo", token=access.secrets["access_token"]
        )
        try:
            name = text_of(answer["name"])
            return Identity(f"{PERSON}{text_of(answer['sub'])}", name, name, f"{access.hosts['www']}/in/me/")
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the member's answer lacks sub or name") from None

    async def organization(self, access: Access, number: str) -> Identity:
        """An organisation by its number."""
        answer = await self._api.read(access, f"organizations/{number}")
        try:
            name = text_of(answer["localizedName"])
            handle = text_of(answer.get("vanityName") or name)
            remote_id = f"{ORGANIZATION}{id_of(answer['id'])}"
            return Identity(remote_id, handle, name, f"{access.hosts['www']}/company/{handle}/")
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the organisation's answer lacks id or name") from None

    async def _organizations(self, access: Access) -> list[Choice]:
        query = {"q": "roleAssignee", "state": "APPROVED", "count": str(_MOST_ORGANIZATIONS)}
        answer = await self._api.read(access, "organizationAcls", query)
        try:
            urns = {_target(role): None for role in answer["elements"] if role.get("role") in _MAY_POST}
        except (AttributeError, KeyError, TypeError):
            raise self._call.unreadable("the list of roles is not in the known form") from None
        numbers = [urn.removeprefix(ORGANIZATION) for urn in urns]
        identities = await asyncio.gather(*(self.organization(access, number) for number in numbers))
        return [
            self._choice("organization", identity, {**access.secrets, "organization": number})
            for number, identity in zip(numbers, identities, strict=True)
        ]

    async def _exchanged(self, request: ConsentRequest, code: str) -> dict[str, str]:
        url = f"{request.hosts['www']}/oauth/v2/accessToken"
        answer = await tokens.exchange(
            self._call_for_exchange, url, app_of(self._apps, "linkedin"), code, request.redirect_url
        )
        return tokens.read(self._call_for_exchange, answer, self._clock.now())

    def _choice(self, kind: str, identity: Identity, secrets: Mapping[str, str]) -> Choice:
        grant: Grant = tokens.granted(secrets, self._clock.now())
        return Choice("linkedin", kind, identity, grant)


def _target(role: Mapping[str, Any]) -> str:
    """The organisation's URN; older versions call it organizationTarget."""
    return text_of(role.get("organization") or role.get("organizationTarget"))


def _nothing_granted(scopes: set[str]) -> Failure:
    missing = min(_FOR_A_MEMBER - scopes, _FOR_ORGANIZATIONS - scopes, key=len)
    if missing:
        detail = f"not granted: {', '.join(sorted(missing))}"
        return failure("reconnect", "linkedin.scope_missing", detail)
    detail = "this member may post for no organisation, and posting for themselves was not granted"
    return failure("reconnect", "linkedin.nothing_to_choose", detail)
