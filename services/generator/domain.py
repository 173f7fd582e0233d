"""Rules of making content: what a request consists of, and when a failed call is worth another try."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from shared.events import ContentRequested, NetworkName
from shared.tracing import Context

StepKind = Literal["caption", "picture"]

_FIRST_DELAY = 1.0
_LONGEST_DELAY = 120.0
_LONGEST_ASKED_DELAY = 3_600.0


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One call that a request needs."""

    name: str
    kind: StepKind
    network: NetworkName | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A claimed step: one call to make now.

    Attributes:
        attempt: The how-manieth call of this step it is.
        last_code: Why the last one failed, if one did.
        last_detail: The same in words.
    """

    request_id: UUID
    name: str
    kind: StepKind
    network: NetworkName | None
    attempt: int
    call_id: UUID
    last_code: str | None
    last_detail: str
    brief: ContentRequested
    context: Context


@dataclass(frozen=True, slots=True)
class Copy:
    """What a provider wrote for one network, before it is fitted."""

    caption: str
    call_to_action: str = ""
    hashtags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What a provider drew."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    alt_text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What one call took. Money in millionths of a US dollar."""

    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    images: int = 0
    cost_micros_usd: int = 0


def steps_of(request: ContentRequested) -> list[PlannedStep]:
    """The calls that a request needs: the copy for each network, and the picture where one is wanted."""
    networks = dict.fromkeys(request.networks)
    steps = [PlannedStep(f"caption/{network}", "caption", network) for network in networks]
    return [*steps, PlannedStep("picture", "picture")] if request.picture else steps


def with_what_is_required(copy: Copy, request: ContentRequested, network: NetworkName) -> Copy:
    """The copy with the hashtags and disclaimers that the brand's rules ask of every post on that network.

    They go where they are given up last when the text is fitted.
    """
    rules = request.brand_rules
    if rules is None:
        return copy
    held = f"{copy.caption}\n{copy.call_to_action}".casefold()
    disclaimers = [
        disclaimer.text
        for disclaimer in rules.disclaimers
        if (not disclaimer.networks or network in disclaimer.networks)
        and disclaimer.text.casefold() not in held
    ]
    closing = "\n\n".join(part for part in (copy.call_to_action, *disclaimers) if part)
    own = {tag.casefold() for tag in rules.hashtags}
    others = [tag for tag in copy.hashtags if tag.casefold() not in own]
    return replace(copy, call_to_action=closing, hashtags=(*rules.hashtags, *others))


def delay_before_next(attempt: int, asked_seconds: float | None, chance: float) -> float:
    """Seconds until a failed call is tried again.

    Args:
        attempt: How many attempts there were.
        asked_seconds: What the provider asked to wait (Retry-After), kept to within an hour.
        chance: From 0 to 1; spreads those that failed together.
    """
    backoff = min(_FIRST_DELAY * 2.0 ** (attempt - 1), _LONGEST_DELAY) * (0.5 + chance / 2)
    if asked_seconds is None:
        return backoff
    # Never before the instant asked for, and not all at that instant.
    return min(asked_seconds, _LONGEST_ASKED_DELAY) + chance


def picture_key(organization_id: UUID, request_id: UUID, media_type: str) -> str:
    """Where a request's picture lies; a repeat writes the same key again."""
    suffix = media_type.partition("/")[2].replace("jpeg", "jpg")
    return f"organizations/{organization_id}/pictures/{request_id}.{suffix}"
