"""Accounts of the sandbox, for dry runs."""

from typing import Any
from uuid import uuid4

import httpx

from services.publisher.domain.failures import failure
from services.publisher.errors import NotSentError, RefusedError
from shared.events import PostTarget


class ControlledSandbox:
    """The sandbox's control side.

    Args:
        http: From `clients.make_client`.
        url: Where the sandbox is; None: there is none.
    """

    def __init__(self, http: httpx.AsyncClient, url: str | None) -> None:
        self._http = http
        self._url = url

    async def open(self, target: PostTarget) -> dict[str, Any]:
        body = {
            "network": target.network,
            # A new one each time: networks refuse what an account said a moment ago.
            "handle": f"try{uuid4().hex[:12]}",
            # What exists on the real account alone, such as a board, exists there too.
            **target.details.model_dump(mode="json", include={"template", "options"}),
        }
        try:
            answer = await self._http.post(f"{self._url}/_sandbox/accounts", json=body)
        except httpx.HTTPError as error:
            detail = f"the sandbox does not answer: {str(error) or type(error).__name__}"
            raise NotSentError(
                failure("transient", "rehearsal.sandbox_away", detail, who_must_act="operator")
            ) from error
        if not answer.is_success:
            detail = f"the sandbox opens no account on {target.network}: HTTP {answer.status_code}"
            raise RefusedError(failure("restricted", "rehearsal.no_account", detail, who_must_act="operator"))
        opened: dict[str, Any] = answer.json()
        return opened
