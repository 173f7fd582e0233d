"""Who makes a request: by access token or by API key."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.gateway.domain.api_keys import MARK
from services.gateway.domain.identity import Caller
from services.gateway.errors import InvalidTokenError
from services.gateway.tokens import AccessTokens
from services.gateway.usecases.api_keys import KeyChecks
from shared.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.gateway.last_uses import LastUses
    from services.gateway.rate_limits import Hit
    from services.gateway.sessions import Sessions


@dataclass(frozen=True)
class Authentication:
    """Tells who a credential belongs to.

    Args:
        tokens: Access tokens.
        sessions: Whether their sessions go on.
        keys: API keys.
        uses: Hears of each use of a session.
        clock: Time.
    """

    tokens: AccessTokens
    sessions: "Sessions"
    keys: KeyChecks
    uses: "LastUses"
    clock: Clock

    async def authenticate(self, credential: str, counting: "Callable[[str], Hit] | None" = None) -> Caller:
        """Who it belongs to, and what they may do now.

        Args:
            credential: As it was sent.
            counting: Begins to count a request of somebody, by what `Caller.credential` will say. It is only called
                where counting costs nothing more.

        Raises:
            InvalidTokenError: It is not ours, has expired, its session has ended, or its person is no member any more.
        """
        if credential.startswith(MARK):
            return await self.keys.caller(credential)
        claims = self.tokens.verify(credential)
        hit = counting(f"user:{claims.user_id}") if counting is not None else None
        role = await self.sessions.role(claims.session_id, hit)
        if role is None:
            raise InvalidTokenError("The session of this access token has ended; sign in again.")
        self.uses.note(claims.session_id)
        return Caller(
            user_id=claims.user_id,
            organization_id=claims.organization_id,
            session_id=claims.session_id,
            role=role,
            expires_at=claims.expires_at,
        )

    async def is_signed_in(self, caller: Caller) -> bool:
        """Whether the caller's credential could still be used, and by the same role."""
        if caller.expires_at <= self.clock.now():
            return False
        if caller.api_key_id is not None:
            return await self.keys.role(caller.api_key_prefix or "") == caller.role
        return await self.sessions.role(caller.session_id) == caller.role
