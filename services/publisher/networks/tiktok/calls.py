"""TikTok's envelope: `data` beside an `error` whose code says whether it is one."""

from typing import Any

import httpx

from services.publisher.domain.access import Access
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.calling import Caller
from services.publisher.networks.tiktok.refusals import FINE, SERVER_ERROR, error_of, explain


class Calls:
    """Makes calls and opens the envelope.

    Args:
        http: The client.
    """

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._call = Caller(http, "tiktok", explain)

    async def post(
        self, access: Access, path: str, body: dict[str, Any], *, fields: str | None = None
    ) -> dict[str, Any]:
        """The `data` of an answer."""
        return await self._made(access, "POST", path, fields, json=body)

    async def get(self, access: Access, path: str, *, fields: str) -> dict[str, Any]:
        """The `data` of an answer."""
        return await self._made(access, "GET", path, fields)

    def unreadable(self, why: str) -> UnknownOutcomeError:
        """What to raise for an answer that does not say what it must."""
        return self._call.unreadable(why)

    async def _made(
        self, access: Access, method: str, path: str, fields: str | None, **options: Any
    ) -> dict[str, Any]:
        answer = await self._call.send(
            method,
            f"{access.base_url}/v2/{path}/",
            token=access.secrets["access_token"],
            params={"fields": fields} if fields else None,
            **options,
        )
        body, code = self._call.read(answer), error_of(answer).get("code")
        if code is not None and code != FINE:
            refused = explain(answer)
            # Their own trouble leaves open what became of the call, whatever the status.
            raise (UnknownOutcomeError if refused.code == SERVER_ERROR else RefusedError)(refused)
        data = body.get("data") if isinstance(body, dict) else None
        if code is None or not isinstance(data, dict):
            raise self.unreadable("the answer has no data")
        return data
