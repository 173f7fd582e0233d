import ipaddress
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_settings import NoDecode, SettingsConfigDict

from shared.settings import EnvironmentSettings, MediaSettings, ServiceName, ServiceSettings


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _network(text: str) -> str:
    return str(ipaddress.ip_network(text, strict=False))


Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], NoDecode, BeforeValidator(_split)]
"""Separated by commas in the environment."""

Addresses = Annotated[
    tuple[Annotated[str, Field(pattern=r"^https?://[^\s#]+$")], ...], NoDecode, BeforeValidator(_split)
]
"""Separated by commas in the environment."""
Origins = Annotated[
    tuple[Annotated[str, Field(pattern=r"^https?://[^/\s#?*]+$")], ...], NoDecode, BeforeValidator(_split)
]
"""Scheme, host and port without a path, separated by commas in the environment."""


class MailSettings(EnvironmentSettings):
    """How e-mail leaves: into a folder, or by SMTP; with neither it waits."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_GATEWAY_")

    mailbox_folder: Path | None = Field(
        default=None, description="Folder that mail is written into, a file each, instead of being sent."
    )
    smtp_host: str | None = Field(default=None, description="Mail server that takes what is to be sent.")
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="Its port: 587, or 465 for `tls`.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`tls` from the first byte, `starttls` before the password, or `none`.",
    )
    smtp_username: str | None = Field(default=None, description="Name at the mail server; none needs none.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password at the mail server.")
    mail_from_address: str = Field(
        default="postwright@localhost",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        description="Address that mail comes from; its domain is in each Message-ID.",
    )
    mail_from_name: str = Field(default="Postwright", description="Name that mail comes from.")


_FIREBASE_KEYS = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"


class IdentityProvider(BaseModel):
    """Somebody elsewhere who tells us who people are: an issuer of OpenID Connect, or a Firebase project."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$", description="Its name in the API; never changes.")
    name: str = Field(min_length=1, max_length=60, description="As people know it.")
    kind: Literal["oidc", "firebase"] = "oidc"
    client_id: str = Field(min_length=1, description="Ours with the issuer; of Firebase the project.")
    issuer: str = Field(
        default="", pattern=r"^(https?://[^\s?#]+)?$", description="As it writes itself in its tokens."
    )
    client_secret: SecretStr | None = None
    client_authentication: Literal["basic", "post"] = Field(
        default="basic", description="How the secret is shown to the issuer."
    )
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    jwks_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s#]+)?$",
        description="Where its keys are; found by itself with OpenID Connect.",
    )
    trust_email: bool = Field(
        default=False,
        description="Whether an address that it calls verified surely belongs to whom it says: then whoever has"
        " verified the same address here is signed in as themselves.",
    )
    allow_private_addresses: bool = Field(
        default=False, description="Whether it lies in a private network, or speaks plain http."
    )

    @model_validator(mode="after")
    def _complete(self) -> "IdentityProvider":
        if self.kind == "oidc" and not self.issuer:
            raise ValueError(f"the identity provider {self.id} needs an issuer")
        if self.kind == "firebase":
            # Frozen for everybody else.
            given = self.__dict__
            given["issuer"] = self.issuer or f"https://securetoken.google.com/{self.client_id}"
            given["jwks_url"] = self.jwks_url or _FIREBASE_KEYS
        return self


class Settings(ServiceSettings):
    """What the gateway is told by its environment."""

    model_config = SettingsConfigDict(env_prefix="POSTWRIGHT_GATEWAY_")
    service: ClassVar[ServiceName] = "gateway"

    port: int = Field(default=8080, ge=1, le=65_535, description="Port the HTTP server listens on.")
    redis_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        pattern=r"^rediss?://",
        description="Redis or Valkey for rate limits and session checks; may be lost at any time.",
    )
    redis_prefix: str = Field(
        default="postwright",
        pattern=r"^[a-zA-Z0-9._-]+$",
        description="Put before every key, to share a server.",
    )
    public_url: str = Field(
        default="http://127.0.0.1:8080",
        pattern=r"^https?://[^/?#]+(/[^?#]*)?$",
        description="Address that clients use; issuer and audience of access tokens.",
    )
    token_signing_key: SecretStr = Field(
        description="Ed25519 private key that signs access tokens: base64 of its 32 bytes."
    )
    sealing_public_key: str = Field(
        description="The publisher's public key, base64: credentials are sealed to it."
    )
    encryption_keys: SecretStr = Field(
        description="Keys that keep secrets of webhooks at rest, separated by commas: base64 of 32 bytes each. The"
        " first encrypts, the others still decrypt."
    )
    allow_private_addresses: bool = Field(
        default=False, description="Let accounts name servers in private networks and on plain http."
    )

    cors_origins: Origins = Field(
        default=(),
        description="Front ends of other origins whose scripts may call the API, such as https://app.example.com,"
        " separated by commas; none by default.",
    )
    redirect_urls: Addresses = Field(
        default=(),
        description="Front ends' addresses that people may be sent to after they consented, separated by commas;"
        " the gateway's own, /v1/connections/callback, always may.",
    )
    media: MediaSettings = Field(default_factory=MediaSettings)
    mail: MailSettings = Field(default_factory=MailSettings)

    identity_providers: tuple[IdentityProvider, ...] = Field(
        default=(),
        description="Where else people may sign in, a JSON list: OpenID Connect issuers and Firebase projects.",
    )

    access_token_seconds: int = Field(default=900, ge=1, le=86_400, description="Life of an access token.")
    refresh_token_seconds: int = Field(
        default=30 * 86_400, ge=1, description="Life of a session that is not used."
    )
    password_memory_kib: int = Field(default=65_536, ge=8, description="Argon2id memory for one password.")
    password_passes: int = Field(default=3, ge=1, description="Argon2id passes.")
    password_lanes: int = Field(default=4, ge=1, description="Argon2id lanes.")
    password_concurrency: int = Field(default=2, ge=1, description="Passwords hashed at once.")

    plans_file: Path | None = Field(
        default=None,
        description="What plans allow, in place of services/gateway/plans.yaml, whose form it has.",
    )
    default_plan: str = Field(
        default="unlimited", max_length=50, description="The plan of organisations that name none."
    )
    requests_per_minute: int = Field(
        default=1_200, ge=1, description="Requests of one user or API key a minute, steadily."
    )
    request_burst: int | None = Field(
        default=None,
        ge=1,
        description="Of those, how many may come at once; what is used comes back at the steady rate. As many as in a"
        " minute unless it is given.",
    )
    costly_requests_per_minute: int = Field(
        default=240,
        ge=1,
        description="Of those, requests of one user a minute that make content, take files in or hold many items.",
    )
    anonymous_requests_per_minute: int = Field(
        default=300, ge=1, description="Requests without a token from one address a minute."
    )
    sign_in_attempts_per_minute: int = Field(
        default=10, ge=1, description="Sign-in attempts for one name from one address or device a minute."
    )
    sign_in_attempts_per_address_per_minute: int = Field(
        default=60, ge=1, description="Sign-in attempts for all names from one address a minute."
    )
    sign_in_attempts_from_elsewhere_per_hour: int = Field(
        default=50,
        ge=1,
        description="Sign-in attempts for one name an hour from all addresses and devices together where that person"
        " has never signed in.",
    )
    open_invitations: int = Field(
        default=250, ge=1, description="Invitations of one organisation that can be accepted at once."
    )
    invitation_mails_per_day: int = Field(
        default=100,
        ge=1,
        description="Invitations that one organisation sends by e-mail in a day (UTC), those sent again included.",
    )
    invitation_rest_minutes: int = Field(
        default=5,
        ge=0,
        description="How long one organisation sends no second invitation to the same address.",
    )
    trusted_proxies: Networks = Field(
        default=(),
        description="Addresses and networks of the proxies in front, separated by commas: whose X-Forwarded-For is"
        " believed. Limits count, and the audit trail shows, the address that the last of them saw.",
    )
    max_body_bytes: int = Field(default=2_097_152, ge=1_024, description="Largest request body, in bytes.")
    max_upload_bytes: int = Field(
        default=536_870_912, ge=1_024, description="Largest file that is taken in, in bytes."
    )
    upload_part_bytes: int = Field(
        default=8_388_608, ge=1_024, description="Of a part of a file that is sent in parts, in bytes."
    )
    upload_hours: int = Field(
        default=24, ge=1, le=168, description="For how long the parts of a file are taken."
    )
    open_uploads: int = Field(
        default=100, ge=1, description="Uploads in parts that an organisation may have open at once."
    )
    media_concurrency: int = Field(
        default=2, ge=1, le=64, description="Files looked into or made over at once."
    )
    media_grace_days: int = Field(
        default=7, ge=0, le=365, description="For how long deleted media can be brought back."
    )
    live_clients: int = Field(
        default=5_000,
        ge=1,
        description="Most clients that watch the live updates of one replica; of one organisation half of them.",
    )
    webhook_seconds: float = Field(
        default=15.0, gt=0, le=60, description="How long a receiver of a webhook may take to answer."
    )
    webhook_concurrency: int = Field(
        default=32,
        ge=1,
        le=1_000,
        description="Webhook messages that a replica sends at once; of one organisation a quarter of them.",
    )
    webhook_receiver_concurrency: int = Field(
        default=4, ge=1, le=100, description="Webhook messages that one receiver is sent at once."
    )
    webhook_patience_days: float = Field(
        default=5, gt=0, description="A webhook's receiver that fails for so long is disabled."
    )
    webhook_log_days: int = Field(
        default=30, ge=1, description="How long what webhooks were sent, or not, is kept."
    )
    live_event_hours: int = Field(default=24, ge=1, description="How long a live event can be resumed from.")
