"""What a person hands over to connect an account directly, as the network's capability names it."""

from collections.abc import Iterator, Mapping

from services.gateway.domain.flaws import Flaw, pointer_of
from shared.capabilities import Capability


def credential_flaws(
    capability: Capability, base_url: str | None, credentials: Mapping[str, str]
) -> list[Flaw]:
    """Everything that is wrong with them; names fields, never a value."""
    fields = capability.connecting.credentials
    if not fields:
        detail = f"{capability.name} takes no credentials: connect by consent, POST /v1/connections"
        return [Flaw("/credentials", detail, "connection.consent_needed")]
    return [*_server_flaws(capability, base_url), *_field_flaws(capability, credentials)]


def needs_server(capability: Capability) -> bool:
    """Whether an account must name the server it lives on."""
    return capability.api.base_url_per_account and capability.api.default_base_url is None


def _server_flaws(capability: Capability, base_url: str | None) -> Iterator[Flaw]:
    if base_url is None and needs_server(capability):
        yield Flaw("/base_url", f"is missing: the {capability.name} server that the account lives on")


def _field_flaws(capability: Capability, credentials: Mapping[str, str]) -> Iterator[Flaw]:
    fields = {field.name: field for field in capability.connecting.credentials}
    for name, field in fields.items():
        if field.required and not credentials.get(name):
            yield Flaw(pointer_of(["credentials", name]), f"is missing. {field.description}")
    for name in credentials.keys() - fields.keys():
        known = ", ".join(fields)
        yield Flaw(
            pointer_of(["credentials", name]), f"is not a field of {capability.name}; it takes {known}"
        )
