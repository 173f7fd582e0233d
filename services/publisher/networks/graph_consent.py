"""Consent on Meta's pages: where to send the person, and what the answer is worth."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from services.publisher.domain.access import App, ConsentRequest
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.connectors import Tools
from shared.events import NetworkName


def app_of(tools: Tools, network: NetworkName) -> App:
    """The operator's application.

    Raises:
        RefusedError: There is none.
    """
    app = tools.apps.get(network)
    if app is None:
        detail = f"this installation has no application for {network}"
        raise RefusedError(
            failure("restricted", f"{network}.application_missing", detail, who_must_act="operator")
        )
    return app


def page_url(base: str, app: App, request: ConsentRequest, scopes: Iterable[str]) -> str:
    """The network's page with all that it has to know."""
    query = {
        "client_id": app.client_id,
        "redirect_uri": request.redirect_url,
        "response_type": "code",
        "scope": ",".join(scopes),
        "state": request.state,
    }
    return f"{base}?{urlencode(query)}"


def code_of(network: NetworkName, answer: Mapping[str, str]) -> str:
    """The code that came back with the person.

    Raises:
        RefusedError: They did not consent.
    """
    code = answer.get("code", "").removesuffix("#_")  # Instagram and Facebook append a fragment
    if code:
        return code
    words = answer.get("error_description") or answer.get("error_reason") or answer.get("error") or ""
    raise RefusedError(failure("reconnect", f"{network}.consent_denied", words))


def refuse_without(network: NetworkName, needed: Sequence[str], granted: Iterable[str]) -> None:
    """Names the scopes that are needed and were not granted."""
    missing = [scope for scope in needed if scope not in set(granted)]
    if missing:
        detail = f"not granted, and needed to publish: {', '.join(missing)}"
        raise RefusedError(failure("reconnect", f"{network}.scope_missing", detail))
