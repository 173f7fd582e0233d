"""What consents by OAuth 2 have in common: the page's address, PKCE, the person's answer, the scopes that were given."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urlencode

from services.publisher.domain.access import App, ConsentRequest
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import RefusedError
from shared import capabilities
from shared.events import NetworkName


def app_of(apps: Mapping[NetworkName, App], network: NetworkName) -> App:
    """The operator's application.

    Raises:
        RefusedError: There is none, so nobody can consent to it.
    """
    if network not in apps:
        raise RefusedError(application_missing(network))
    return apps[network]


def application_missing(network: NetworkName) -> Failure:
    """Why nobody can consent, and nothing be renewed that was given to the operator's application."""
    detail = f"this installation has no application at {network} that people could consent to"
    return failure("restricted", f"{network}.application_missing", detail, who_must_act="operator")


def scopes_of(network: NetworkName) -> tuple[str, ...]:
    """All that is asked for on a network's page: what people are told."""
    return capabilities.load()[network].connecting.scopes


def page_url(page: str, **query: str) -> str:
    """The address of a network's page with all that it has to know."""
    return f"{page}?{urlencode(query)}"


def authorize_url(page: str, client_id: str, request: ConsentRequest, scope: str, **more: str) -> str:
    """The address of a page as RFC 6749, 4.1.1, has it.

    Args:
        page: The network's.
        client_id: Of the application.
        request: Who wants to consent.
        scope: All scopes, in the network's way of writing them.
        more: What the network takes beside that.
    """
    return page_url(
        page,
        response_type="code",
        client_id=client_id,
        redirect_uri=request.redirect_url,
        scope=scope,
        state=request.state,
        **more,
    )


def new_verifier() -> str:
    """A PKCE code verifier (RFC 7636, 4.1)."""
    return secrets.token_urlsafe(48)


def challenge_of(verifier: str) -> str:
    """What proves later that we know the verifier (method S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def code_of(
    network: NetworkName,
    answer: Mapping[str, str],
    explain: Callable[[str, str], Failure] | None = None,
) -> str:
    """The code that came back with the person.

    Args:
        network: Whose page they were on.
        answer: What came back.
        explain: The failure behind an error's name and words; None where any is a no.

    Raises:
        RefusedError: They did not consent; in the network's words.
    """
    error = answer.get("error", "")
    # Facebook and Instagram append a fragment.
    code = answer.get("code", "").removesuffix("#_")
    if code and not error:
        return code
    words = answer.get("error_description") or answer.get("error_reason") or ""
    if explain is not None:
        raise RefusedError(explain(error or "invalid_request", words or "the answer has no code"))
    detail = ": ".join(filter(None, (error, words))) or "the answer has no code"
    raise RefusedError(failure("reconnect", f"{network}.consent_denied", detail))


def refuse_without(network: NetworkName, needed: Sequence[str], granted: Iterable[str]) -> None:
    """Names the scopes that are needed and were not granted.

    Raises:
        RefusedError: There are such.
    """
    given = set(granted)
    missing = [scope for scope in needed if scope not in given]
    if missing:
        detail = f"not granted, and needed to publish: {', '.join(missing)}"
        raise RefusedError(failure("reconnect", f"{network}.scope_missing", detail))
