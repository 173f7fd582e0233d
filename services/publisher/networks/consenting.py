"""What consents by OAuth 2 have in common: the page's address, PKCE, the person's answer, the scopes that were given."""

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from services.publisher.domain.access import App
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from shared.events import NetworkName


def app_of(apps: Mapping[NetworkName, App], network: NetworkName) -> App:
    """The operator's application.

    Raises:
        RefusedError: There is none, so nobody can consent to it.
    """
    if network not in apps:
        detail = f"this installation has no application at {network} that people could consent to"
        raise RefusedError(
            failure("restricted", f"{network}.application_missing", detail, who_must_act="operator")
        )
    return apps[network]


def page_url(page: str, **query: str) -> str:
    """The address of a network's page with all that it has to know."""
    return f"{page}?{urlencode(query)}"


def new_verifier() -> str:
    """A PKCE code verifier (RFC 7636, 4.1)."""
    return secrets.token_urlsafe(48)


def challenge_of(verifier: str) -> str:
    """What proves later that we know the verifier (method S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def code_of(network: NetworkName, answer: Mapping[str, str]) -> str:
    """The code that came back with the person.

    Raises:
        RefusedError: They did not consent; in the network's words.
    """
    if answer.get("code"):
        return answer["code"]
    words = answer.get("error_description") or answer.get("error") or "the answer has no code"
    raise RefusedError(failure("reconnect", f"{network}.consent_denied", words))


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
