"""The cookie by which a browser is known again where somebody has signed in."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import Request, Response

from services.gateway.device_tokens import DeviceTokens

_YEAR_SECONDS = 365 * 86_400


@dataclass(frozen=True)
class DeviceCookies:
    """Reads and writes it.

    Attributes:
        is_https: Whether clients reach this installation by https; on plain http the prefix `__Host-` is refused.
    """

    tokens: DeviceTokens
    is_https: bool

    def read(self, request: Request) -> str | None:
        """What the browser sent, if it did."""
        return request.cookies.get(self._name)

    def write(self, request: Request, response: Response, user_id: UUID) -> None:
        """Let the browser keep that this person has signed in with it; one that has such a cookie keeps it."""
        present = self.read(request)
        if present is not None and self.tokens.is_of(present, user_id):
            return
        response.set_cookie(
            self._name,
            self.tokens.make(user_id),
            max_age=_YEAR_SECONDS,
            path="/",
            secure=self.is_https,
            httponly=True,
            samesite="lax",
        )

    @property
    def _name(self) -> str:
        return "__Host-postwright-device" if self.is_https else "postwright-device"
