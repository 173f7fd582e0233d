"""Why something did not go out, in the same words for every network."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from shared.capabilities import Registry
from shared.events import ErrorClass, NetworkName, WhoMustAct

_LONGEST_DETAIL = 500
UNCLASSIFIED = ".unclassified"
"""How the code of a refusal ends that no table knows: each one seen is a row to be added."""

_WHO_MUST_ACT: Mapping[ErrorClass, WhoMustAct] = MappingProxyType(
    {
        "auth_expired": "nobody",
        "reconnect": "account_owner",
        "rate_limited": "nobody",
        "quota": "account_owner",
        "transient": "nobody",
        "duplicate": "author",
        "invalid": "author",
        "restricted": "account_owner",
        "superseded": "nobody",
    }
)
_RETRY_CAN_HELP = frozenset({"auth_expired", "reconnect", "rate_limited", "quota", "transient"})


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason.

    Attributes:
        error_class: What kind of reaction it asks for.
        code: Stable, such as `mastodon.text_too_long`.
        detail: The network's own words, shortened.
        who_must_act: Before the same thing can work.
        retry_can_help: Whether the same thing, later, may work.
        retry_at: Not before then, where the network said so.
        prepare_again: What was prepared is not there any more; preparing anew may help.
    """

    error_class: ErrorClass
    code: str
    detail: str
    who_must_act: WhoMustAct
    retry_can_help: bool
    retry_at: datetime | None = None
    prepare_again: bool = False

    @property
    def is_temporary(self) -> bool:
        """Whether it passes by itself."""
        return self.error_class in {"transient", "rate_limited", "quota"}


def failure(
    error_class: ErrorClass,
    code: str,
    detail: str,
    *,
    who_must_act: WhoMustAct | None = None,
    retry_at: datetime | None = None,
    prepare_again: bool = False,
) -> Failure:
    """A failure of a class, with what follows from the class filled in."""
    detail = detail.strip() or "the network gave no reason"
    detail = _shortened(detail)
    return Failure(
        error_class,
        code,
        detail,
        who_must_act or _WHO_MUST_ACT[error_class],
        error_class in _RETRY_CAN_HELP,
        retry_at,
        prepare_again,
    )


def with_scopes_named(why: Failure, network: NetworkName, registry: Registry) -> Failure:
    """A missing scope by its name: where the network does not say which, all that are needed."""
    if not why.code.endswith(".scope_missing") or network not in registry:
        return why
    scopes = registry[network].connecting.scopes
    if not scopes or any(scope in why.detail for scope in scopes):
        return why
    return replace(why, detail=_shortened(f"{why.detail} (needed: {', '.join(scopes)})"))


def _shortened(detail: str) -> str:
    return detail if len(detail) <= _LONGEST_DETAIL else detail[: _LONGEST_DETAIL - 1] + "…"
