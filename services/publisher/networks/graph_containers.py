"""Containers, as Instagram and Threads know them: made and processed before, published in one call.

The container is the proof: after a lost answer it says itself whether it was published.
https://developers.facebook.com/docs/instagram-platform/content-publishing
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.content import Missing, Pending, Prepared, Receipt
from services.publisher.domain.failures import Failure, failure
from services.publisher.errors import NetworkError, RefusedError
from services.publisher.networks.calling import id_of
from services.publisher.networks.graph import Graph, at
from shared.clock import Clock

# Containers live a day; the margin is for the call itself.
_KEPT_FOR = timedelta(hours=23)
# Meta advises once a minute; short ones are ready sooner.
_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
_MOST_LOOKS = 45
_LISTING_SECONDS = 10.0

# Beside the account itself, what may be meant where something does not exist.
_NAMING_POSTS = frozenset({"reply_to_id", "quote_post_id", "children", "location_id"})

Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made.

    Attributes:
        children: Of a carousel, each a container of its own.
        whole: The container that is published, from the ids of its children.
    """

    children: Sequence[Parameters]
    whole: Callable[[Sequence[str]], Parameters]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose containers, and where.

    Attributes:
        account_url: Of the account.
        api_url: Of everything else.
        token: Of the account.
    """

    account_url: str
    api_url: str
    token: str


class Containers:
    """Containers of one network.

    Args:
        call: To the API.
        clock: For when they are forgotten.
        made_at: The edge of an account that makes them.
        published_at: The edge of an account that publishes them.
        status: The field that says how far one is.
        why: The field that says why one failed.
        explain: The failure behind that.
    """

    def __init__(
        self,
        call: Graph,
        clock: Clock,
        *,
        made_at: str,
        published_at: str,
        status: str,
        why: str,
        explain: Callable[[str], Failure],
    ) -> None:
        self._call = call
        self._clock = clock
        self._made_at = made_at
        self._published_at = published_at
        self._status = status
        self._why = why
        self._explain = explain

    async def step(self, place: Place, plan: Plan, former: Prepared | None) -> Prepared:
        """One step towards a container that is FINISHED; never waits for it.

        Raises:
            RefusedError: The network could not take the media.
        """
        now = self._clock.now()
        if former is None or not former.document or (former.until is not None and former.until <= now):
            children = [await self._make(place, child) for child in plan.children]
            former = Prepared({"children": children, "looks": 0}, now + _KEPT_FOR)
        document, until = dict(former.document), former.until
        if "container" not in document:
            if not all([await self._is_finished(place, child) for child in document["children"]]):
                return self._later(document, until)
            document |= {"container": await self._make(place, plan.whole(document["children"])), "looks": 0}
        if not await self._is_finished(place, document["container"]):
            return self._later(document, until)
        return Prepared(document, until)

    def _later(self, document: Mapping[str, Any], until: datetime | None) -> Prepared:
        looks = int(document["looks"])
        if looks >= _MOST_LOOKS:
            detail = "the media have been in processing for too long"
            code = f"{self._call.network}.processing_slow"
            raise RefusedError(failure("transient", code, detail, prepare_again=True))
        return Prepared({**document, "looks": looks + 1}, until, _WAITS[min(looks, len(_WAITS) - 1)])

    async def _make(self, place: Place, parameters: Parameters) -> str:
        url = f"{place.account_url}/{self._made_at}"
        try:
            return self._id(await self._call("POST", url, token=place.token, data=dict(parameters)))
        except RefusedError as refused:
            is_account = not parameters.keys() & _NAMING_POSTS
            if is_account and refused.failure.code == f"{self._call.network}.not_found":
                code = f"{self._call.network}.account_unreachable"
                raise RefusedError(failure("reconnect", code, refused.failure.detail)) from None
            raise

    async def _is_finished(self, place: Place, container: str) -> bool:
        status, why = await self._state(place, container)
        if status in {"ERROR", "EXPIRED"}:
            raise RefusedError(self._explain(why) if status == "ERROR" else self._gone())
        return status in {"FINISHED", "PUBLISHED"}

    async def _state(self, place: Place, container: str) -> tuple[str, str]:
        params = {"fields": f"{self._status},{self._why}"}
        seen = await self._call("GET", f"{place.api_url}/{container}", token=place.token, params=params)
        status = at(seen, self._status)
        if status not in ("IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"):
            raise self._call.unreadable(f"the container has no known {self._status}")
        return status, str(at(seen, self._why) or "")

    async def publish(
        self, place: Place, prepared: Prepared, receipt: Callable[[str], Any]
    ) -> Receipt | Pending:
        """The irreversible call.

        Args:
            place: Whose.
            prepared: With a container that is FINISHED.
            receipt: Reads the post of an id.
        """
        data = {"creation_id": prepared.document["container"]}
        url = f"{place.account_url}/{self._published_at}"
        media = self._id(await self._call("POST", url, token=place.token, data=data))
        try:
            made: Receipt = await receipt(media)
        except NetworkError:
            # It is live; only where it can be read is not known yet.
            return Pending(Prepared({**prepared.document, "media": media}, prepared.until), _LISTING_SECONDS)
        return made

    async def prove(
        self,
        place: Place,
        prepared: Prepared,
        receipt: Callable[[str], Any],
        candidates: Callable[[], AsyncIterator[tuple[Receipt, bool]]],
    ) -> Receipt | Pending | Missing:
        """What became of the container.

        Args:
            place: Whose.
            prepared: As for the attempt.
            receipt: Reads the post of an id.
            candidates: Posts of about that time, newest first, and whether each says the same.
        """
        if "media" in prepared.document:
            made: Receipt = await receipt(prepared.document["media"])
            return made
        try:
            status, _ = await self._state(place, prepared.document["container"])
        except RefusedError as refused:
            if refused.failure.code != f"{self._call.network}.not_found":
                raise
            found = await _found(candidates)  # forgotten: only the posts themselves can tell
            return found or Missing()
        if status == "PUBLISHED":
            return await _found(candidates) or Pending(prepared, _LISTING_SECONDS)
        if status == "IN_PROGRESS":
            return Pending(prepared, _LISTING_SECONDS)
        if status == "FINISHED":
            return Missing(certain=True)
        return Missing(certain=True, prepared=Prepared({}, self._clock.now()))

    def _id(self, made: Any) -> str:
        try:
            return id_of(made["id"])
        except (KeyError, TypeError):
            raise self._call.unreadable("the answer has no id") from None

    def _gone(self) -> Failure:
        detail = "the container was not published within a day"
        return failure("transient", f"{self._call.network}.container_gone", detail, prepare_again=True)


async def _found(candidates: Callable[[], AsyncIterator[tuple[Receipt, bool]]]) -> Receipt | None:
    """The post that says the same; else the only one there is, as it may be shown in another form."""
    seen = [each async for each in candidates()]
    same = [receipt for receipt, is_same in seen if is_same]
    if same:
        return same[-1]
    return seen[0][0] if len(seen) == 1 else None
