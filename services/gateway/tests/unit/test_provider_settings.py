import base64
import json

import pytest
from pydantic import ValidationError

from services.gateway.config import IdentityProvider, Settings

GOOGLE = {
    "id": "google",
    "name": "Google",
    "issuer": "https://accounts.google.com",
    "client_id": "ours",
    "client_secret": "a secret of ours",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    key = base64.b64encode(bytes(32)).decode()
    for name in ("TOKEN_SIGNING_KEY", "SEALING_PUBLIC_KEY", "ENCRYPTION_KEYS"):
        monkeypatch.setenv(f"POSTWRIGHT_GATEWAY_{name}", key)
    monkeypatch.setenv("POSTWRIGHT_GATEWAY_DATABASE_URL", "postgresql://127.0.0.1:1/none")


def test_providers_and_proxies_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON list and a list with commas; the secret is not shown."""
    firebase = {"id": "firebase", "name": "Firebase", "kind": "firebase", "client_id": "my-project"}
    monkeypatch.setenv("POSTWRIGHT_GATEWAY_IDENTITY_PROVIDERS", json.dumps([GOOGLE, firebase]))
    monkeypatch.setenv("POSTWRIGHT_GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1")

    settings = Settings()

    google, other = settings.identity_providers
    assert (google.issuer, google.trust_email) == ("https://accounts.google.com", False)
    assert other.issuer == "https://securetoken.google.com/my-project"
    assert other.jwks_url.startswith("https://www.googleapis.com/")
    assert settings.trusted_proxies == ("10.0.0.0/8", "192.0.2.1/32")
    assert "a secret of ours" not in f"{settings!r} {settings.model_dump_json()}"


@pytest.mark.parametrize("wrong", [{"issuer": ""}, {"id": "Google!"}, {"kind": "saml"}, {"secret": "x"}])
def test_a_provider_that_is_set_up_wrongly_keeps_the_gateway_from_starting(wrong: dict[str, str]) -> None:
    """And its secret is in no message."""
    with pytest.raises(ValidationError) as refused:
        IdentityProvider.model_validate({**GOOGLE, **wrong})

    assert "a secret of ours" not in str(refused.value)


def test_a_proxy_that_is_no_address_keeps_the_gateway_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typing error must not make everybody one address."""
    monkeypatch.setenv("POSTWRIGHT_GATEWAY_TRUSTED_PROXIES", "10.0.0/8")

    with pytest.raises(ValidationError):
        Settings()
