"""Planning a post: which accounts it goes to, with what text, at what instant."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.gateway.domain.content import ContentRequest
from services.gateway.domain.content_items import Content, ContentItem
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.posts import Post, PostApproval, Target
from services.gateway.domain.renditions import replaced, wanted_renditions
from services.gateway.domain.schedules import GRACE, Timing, occurrence_at
from shared.capabilities import Problem, Registry
from shared.events import MediaObject, NetworkName, PostDetails
from shared.ids import new_id, publication_id

AccountState = Literal["connecting", "connected", "degraded"]


@dataclass(frozen=True, slots=True)
class Account:
    """An account that posts can be planned for; one that still connects or needs a new sign-in lets them wait."""

    account_id: UUID
    organization_id: UUID
    network: NetworkName
    handle: str | None
    state: AccountState


@dataclass(frozen=True, slots=True)
class Outline:
    """What one account is to get.

    Attributes:
        pointer: Where in the input it comes from, for what may be wrong with it.
    """

    pointer: str
    account_id: UUID
    network: NetworkName
    text: str
    media: tuple[MediaObject, ...]
    details: PostDetails = field(default_factory=PostDetails)


def choose_accounts(
    networks: Sequence[NetworkName], account_ids: Sequence[UUID] | None, accounts: Collection[Account]
) -> list[Account]:
    """The accounts a request goes to: those named, or all of each network.

    Args:
        networks: Each must get at least one account.
        account_ids: The accounts named, if any were.
        accounts: All the organisation has that are not disconnected.

    Raises:
        FlawedError: An account or an account of a network is missing.
    """
    if account_ids is None:
        chosen = [account for network in networks for account in accounts if account.network == network]
        flaws = []
    else:
        known = {account.account_id: account for account in accounts}
        chosen = [known[account_id] for account_id in account_ids if account_id in known]
        flaws = [
            Flaw(
                f"/account_ids/{position}",
                f"{account_id} is not a connected account of this organisation; GET /v1/accounts lists them",
                "account.unknown",
            )
            for position, account_id in enumerate(account_ids)
            if account_id not in known
        ] + [
            Flaw(
                f"/account_ids/{position}",
                f"is on {known[account_id].network}, which networks does not list; add it there",
                "account.network_not_listed",
            )
            for position, account_id in enumerate(account_ids)
            if account_id in known and known[account_id].network not in networks
        ]
    flaws += _networks_without_account(networks, chosen)
    if flaws:
        raise FlawedError(flaws)
    return chosen


def _networks_without_account(networks: Sequence[NetworkName], chosen: Iterable[Account]) -> list[Flaw]:
    served = {account.network for account in chosen}
    return [
        Flaw(
            f"/networks/{position}",
            f"no account on {network} is connected to post to; connect one with POST /v1/accounts,"
            " leave the network out, or ask for the content alone with schedule none",
            "account.none_connected",
        )
        for position, network in enumerate(networks)
        if network not in served
    ]


def plan_request(
    request: ContentRequest,
    item: ContentItem,
    timing: Timing,
    accounts: Collection[Account],
    registry: Registry,
    *,
    approval: PostApproval,
    now: datetime,
) -> Post:
    """The post of a request whose content is ready: of the present version of what was generated for it.

    Raises:
        FlawedError: It can't be planned as asked; the flaws say what to change.
    """
    without = [network for network in request.networks if network not in item.networks]
    if without and item.version == 1:
        detail = f"the content holds no text for {', '.join(without)}; ask for it again"
        raise FlawedError([Flaw("/variants", detail, "content.incomplete")])
    return plan_item(
        item,
        timing,
        choose_accounts(item.networks, request.account_ids, accounts),
        registry,
        request_id=request.request_id,
        approval=approval,
        created_by=request.reviewed_by or request.created_by,
        now=now,
    )


def accounts_of(
    item: ContentItem, account_ids: Sequence[UUID] | None, accounts: Collection[Account]
) -> list[Account]:
    """The accounts an item goes to: those named, or all of each of its networks.

    Raises:
        FlawedError: An account is not there, or is on a network that the item has nothing for.
    """
    if account_ids is None:
        return choose_accounts(item.networks, None, accounts)
    each = list(dict.fromkeys(account_ids))
    named = {account.network for account in accounts if account.account_id in each}
    return choose_accounts([network for network in item.networks if network in named], each, accounts)


def plan_item(
    item: ContentItem,
    timing: Timing,
    chosen: Sequence[Account],
    registry: Registry,
    *,
    request_id: UUID | None,
    approval: PostApproval,
    created_by: UUID,
    now: datetime,
) -> Post:
    """A post of the present version of an item, for these accounts.

    Raises:
        FlawedError: Its time has passed, or a network would refuse it.
    """
    due_at = occurrence_at(timing, now)
    variants = {variant.network: variant for variant in item.current.content.variants}
    outlines = [
        Outline(
            f"/variants/{account.network}",
            account.account_id,
            account.network,
            variants[account.network].text,
            variants[account.network].media,
            variants[account.network].details,
        )
        for account in chosen
    ]
    require_publishable(outlines, item.organization_id, registry)
    post = assemble(
        outlines,
        replace(timing, due_at=due_at),
        organization_id=item.organization_id,
        request_id=request_id,
        campaign_id=item.campaign_id,
        language=item.current.content.language,
        created_by=created_by,
        now=now,
    )
    return replace(
        post,
        content_item_id=item.item_id,
        content_version=item.version,
        content_hash=item.current.content_hash,
        approval=approval,
    )


def problems_of(content: Content, organization_id: UUID, registry: Registry) -> list[Flaw]:
    """What the networks of content would refuse."""
    outlines = [
        Outline(f"/variants/{position}", organization_id, one.network, one.text, one.media, one.details)
        for position, one in enumerate(content.variants)
    ]
    return limits_broken(outlines, organization_id, registry)


def require_publishable(outlines: Sequence[Outline], organization_id: UUID, registry: Registry) -> None:
    """As `limits_broken`.

    Raises:
        FlawedError: One breaks a limit.
    """
    flaws = limits_broken(outlines, organization_id, registry)
    if flaws:
        raise FlawedError(flaws)


def limits_broken(outlines: Sequence[Outline], organization_id: UUID, registry: Registry) -> list[Flaw]:
    """Hold all that goes out against its network's limits, its media as they will be once they are made over.

    Each flaw says the limit, the count as the network counts, and the fix; one that several accounts of a network
    have by the same wish is named once.
    """
    flaws = [
        flaw_of(problem, outline.pointer)
        for outline in outlines
        for problem in _problems(outline, organization_id, registry)
    ]
    return list(dict.fromkeys(flaws))


def flaw_of(problem: Problem, within: str = "") -> Flaw:
    """What a network would refuse, at its place in the body."""
    return Flaw(
        f"{within}/{problem.field}",
        f"{problem.message} {problem.fix}",
        problem.code,
        problem.limit,
        problem.actual,
        problem.unit,
        problem.fix,
    )


def _problems(outline: Outline, organization_id: UUID, registry: Registry) -> list[Problem]:
    capability = registry[outline.network]
    wanted = wanted_renditions(capability, organization_id, outline.media, outline.details)
    expected = {key: one.rendition.expected for key, one in wanted.items()}
    media, details = replaced(outline.media, outline.details, expected)
    return registry.validate(outline.network, outline.text, media, details)


def assemble(
    outlines: Sequence[Outline],
    timing: Timing,
    *,
    organization_id: UUID,
    request_id: UUID | None,
    campaign_id: UUID | None,
    language: str,
    created_by: UUID,
    now: datetime,
) -> Post:
    """A new post with a target for each outline."""
    post_id = new_id()
    due_at = timing.due_at or now
    assert timing.kind != "none"
    return Post(
        post_id=post_id,
        organization_id=organization_id,
        request_id=request_id,
        campaign_id=campaign_id,
        language=language,
        schedule_kind=timing.kind,
        local_time=timing.local_time,
        time_zone=timing.time_zone,
        due_at=due_at,
        grace_seconds=int(GRACE.total_seconds()),
        created_by=created_by,
        created_at=now,
        updated_at=now,
        targets=tuple(
            Target(
                post_id=post_id,
                account_id=outline.account_id,
                organization_id=organization_id,
                network=outline.network,
                position=position,
                text=outline.text,
                media=outline.media,
                details=outline.details,
                occurrence_at=due_at,
                publication_id=publication_id(post_id, outline.account_id, due_at),
                state_at=now,
            )
            for position, outline in enumerate(outlines)
        ),
    )
