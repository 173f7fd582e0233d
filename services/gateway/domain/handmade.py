"""Posts made by hand: texts of a person's own, for accounts or whole networks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.edits import Library, Wish, details_of, media_of, named_twice
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.planning import Account, Outline
from services.gateway.domain.schedules import InstantSchedule, LocalSchedule, NowSchedule
from shared.events import PostDetails


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post as a client asks for it."""

    targets: tuple[Wish, ...]
    schedule: NowSchedule | LocalSchedule | InstantSchedule
    campaign_id: UUID | None
    language: str


def outline(
    wishes: Sequence[Wish], accounts: Collection[Account], media: Library
) -> tuple[list[Outline], list[Flaw]]:
    """What each account gets, a wish for one account winning over one for its network; and what is wrong.

    An account may not be there, a network may have none, media may not be there, and two wishes may be for the same;
    what else is wrong with the others is found all the same.
    """
    found: dict[UUID, Outline] = {}
    flaws = named_twice(wishes)
    for wish in sorted(wishes, key=lambda wish: wish.account_id is not None):
        meant = [account for account in accounts if wish.means(account)]
        if not meant:
            flaws.append(_nobody(wish))
        try:
            given = media_of(wish, media) or ()
            details = details_of(wish, media) or PostDetails()
        except FlawedError as error:
            flaws += error.flaws
            continue
        for account in meant:
            found[account.account_id] = Outline(
                wish.pointer, account.account_id, account.network, wish.text or "", given, details
            )
    return list(found.values()), flaws


def _nobody(wish: Wish) -> Flaw:
    if wish.account_id is not None:
        detail = (
            f"{wish.account_id} is not a connected account of this organisation; GET /v1/accounts lists them"
        )
        return Flaw(f"{wish.pointer}/account_id", detail, "account.unknown")
    detail = f"no account on {wish.network} is connected to post to; connect one with POST /v1/accounts"
    return Flaw(f"{wish.pointer}/network", detail, "account.none_connected")
