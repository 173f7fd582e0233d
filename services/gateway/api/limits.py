"""Which requests count against which limit."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.requests import HTTPConnection

from services.gateway.api.known import require_known_query
from services.gateway.api.parts import part_of, provided
from services.gateway.domain.client_addresses import network_of
from services.gateway.rate_limits import Hit, Policy, RateLimits, Usage

# What one request of sets many wheels turning.
COSTLY = frozenset(
    {
        *("request_content", "request_batch", "request_transform", "retry_batch", "start_workflows"),
        *("request_content_of_template", "request_batch_of_template", "change_posts", "rehearse_post"),
        *("upload_media", "create_media_upload", "create_export", "export_audit", "redeliver_since"),
    }
)


@dataclass(frozen=True)
class Policies:
    """The limits of this installation."""

    user: Policy
    costly: Policy
    anonymous: Policy
    sign_in: Policy
    sign_in_address: Policy
    sign_in_elsewhere: Policy


@dataclass(frozen=True)
class RequestLimits:
    """Counts a request and notes in its answer what is left."""

    limits: RateLimits
    policies: Policies

    async def count_user(self, request: HTTPConnection, credential: str) -> None:
        await self.finish(request, self.of_user(credential))

    async def count_costly(self, request: Request, credential: str) -> None:
        """Once more, against the smaller limit of what costs much."""
        note(request, await self.limits.hit(self.policies.costly, credential))

    def of_user(self, credential: str) -> Hit:
        """A request of somebody that is to be counted."""
        return self.limits.begin(self.policies.user, credential)

    async def finish(self, request: HTTPConnection, hit: Hit) -> None:
        """Count the request, unless somebody has, and note in its answer what is left."""
        note(request, await self.limits.finish(hit))

    async def count_address(self, request: HTTPConnection) -> None:
        note(request, await self.limits.hit(self.policies.anonymous, network_of(address_of(request))))

    async def count_sign_in(self, request: Request, login: str, device: str | None = None) -> None:
        """An attempt to sign in, or to have a password reset.

        By name and place, so that whoever guesses from elsewhere does not lock the owner out; and by place alone, so
        that nobody tries one password with every name.

        Args:
            request: Where it comes from.
            login: Whose name.
            device: Their own device's token, if that is where it comes from: then nobody else counts with them.
        """
        network = network_of(address_of(request))
        place = network if device is None else f"device {device}"
        if device is None:
            note(request, await self.limits.hit(self.policies.sign_in_address, network))
        note(request, await self.limits.hit(self.policies.sign_in, f"{login.lower()} {place}"))

    async def count_elsewhere(self, request: Request, login: str) -> None:
        """An attempt from where that person never signed in: all of them together are few, wherever they come from."""
        note(request, await self.limits.hit(self.policies.sign_in_elsewhere, login.lower()))

    async def count_own_password(self, request: Request, user_id: UUID) -> None:
        """Whoever has somebody's session must not guess their password."""
        note(request, await self.limits.hit(self.policies.sign_in, f"own password {user_id}"))


def note(request: HTTPConnection, usage: Usage) -> None:
    """The headers of the answer will say what is left."""
    request.state.rate_limit_usages = [*getattr(request.state, "rate_limit_usages", []), usage]


def address_of(request: HTTPConnection) -> str:
    return request.client.host if request.client else "unknown"


Limits = Annotated[RequestLimits, Depends(provided(RequestLimits))]


async def _limit_address(request: Request) -> None:
    await part_of(request, RequestLimits).count_address(request)
    if isinstance(request.scope["route"], APIRoute) and request.scope["route"].include_in_schema:
        require_known_query(request)


AnonymousLimit = Depends(_limit_address)
