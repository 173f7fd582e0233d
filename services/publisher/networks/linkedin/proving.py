"""Creating a post, and finding out whether one was created."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.domain.content import Missing, Part, Receipt
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import id_of, text_of
from services.publisher.networks.linkedin import matching
from services.publisher.networks.linkedin.consent import ORGANIZATION
from services.publisher.networks.linkedin.refusals import POST
from services.publisher.networks.linkedin.versioned import VersionedApi, encoded
from services.publisher.networks.recognising import CLOCK_SLACK
from shared.clock import Clock

REPEAT_FOR = timedelta(minutes=10)
"""How long the same post is surely refused as a duplicate (unverified: LinkedIn tells no length)."""
_A_PAGE = 100
_MOST_PAGES = 10


class Proofs:
    """The irreversible call, and the looks for what became of it.

    Args:
        api: LinkedIn's calls.
        clock: To know for how long a repeat is safe.
    """

    def __init__(self, api: VersionedApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock

    async def post(self, access: Access, body: Mapping[str, Any]) -> Receipt:
        """Create it; the URN is in a header, the answer is empty."""
        answer = await self._api.send(access, "POST", "posts", json=body)
        urn = answer.headers.get("x-restli-id", "")
        if not POST.fullmatch(urn):
            raise self._api.call.unreadable("the post was taken, but its URN is not in the answer")
        return receipt_of(access, urn)

    async def repeated_post(
        self, access: Access, body: Mapping[str, Any], since: datetime, taken: frozenset[str]
    ) -> Receipt:
        """For members, whose posts can't be read: the very same again is either taken, or refused naming the first.

        It ends in one post either way as long as LinkedIn remembers the first, so it is done within minutes only.
        """
        if self._clock.now() - since > REPEAT_FOR:
            detail = "LinkedIn shows no member's posts to an app, and a repeat so late might post twice"
            raise RefusedError(
                failure("restricted", "linkedin.member_not_readable", detail, who_must_act="account_owner")
            )
        try:
            return await self.post(access, body)
        except RefusedError as error:
            urn = POST.search(error.failure.detail)
            if error.failure.error_class != "duplicate" or urn is None:
                raise
            made = matching.instant_of(urn.group())
            if urn.group() in taken or (made is not None and made < since - CLOCK_SLACK):
                raise  # an older post with the same words: ours was refused for it as well
            return receipt_of(access, urn.group())

    async def listed_post(
        self, access: Access, body: Mapping[str, Any], since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        """For organisations: among their posts since the attempt."""
        path = "posts"
        query = {
            "author": encoded(body["author"]),
            "q": "author",
            "count": str(_A_PAGE),
            "sortBy": "LAST_MODIFIED",
        }
        async for shown in self._listed(access, path, query):
            try:
                urn = text_of(shown["id"])
                if matching.instant(shown["lastModifiedAt"]) < since - CLOCK_SLACK:
                    return Missing()
                made = matching.instant(shown.get("publishedAt") or shown["createdAt"])
                is_new = made >= since - CLOCK_SLACK and urn not in taken
                if is_new and matching.is_ours(shown, body):
                    return receipt_of(access, urn)
            except (AttributeError, KeyError, TypeError):
                raise self._api.call.unreadable("a listed post is not in the known form") from None
        return Missing()

    async def listed_comment(
        self, access: Access, part: Part, on: str, since: datetime, taken: frozenset[str]
    ) -> Receipt | Missing:
        """Among the comments on our post; a member's can't be read, which the refusal says."""
        if not str(access.remote_id).startswith(ORGANIZATION):
            detail = "LinkedIn shows an app no comments on a member's posts"
            raise RefusedError(
                failure("restricted", "linkedin.member_not_readable", detail, who_must_act="account_owner")
            )
        path = f"socialActions/{encoded(on)}/comments"
        async for shown in self._listed(access, path, {"count": str(_A_PAGE)}):
            try:
                urn = text_of(shown["commentUrn"])
                is_ours = shown["actor"] == access.remote_id and shown["message"]["text"] == part.text
                made = matching.instant(shown["created"]["time"])
                if is_ours and urn not in taken and made >= since - CLOCK_SLACK:
                    return receipt_of(access, urn, on, id_of(shown["id"]))
            except (AttributeError, KeyError, TypeError):
                raise self._api.call.unreadable("a listed comment is not in the known form") from None
        return Missing()

    async def _listed(
        self, access: Access, path: str, query: Mapping[str, str]
    ) -> AsyncIterator[Mapping[str, Any]]:
        """Everything on a list; its pages may be short, only an empty one is the end."""
        for page in range(_MOST_PAGES):
            answer = await self._api.read(access, path, {**query, "start": str(page * _A_PAGE)})
            found = answer.get("elements") if isinstance(answer, dict) else None
            if not isinstance(found, list):
                raise self._api.call.unreadable("the list has no elements")
            for shown in found:
                yield shown
            if not found:
                return
        # Not found among so many is not "not there".
        raise self._api.call.unreadable(f"more than {_MOST_PAGES} pages since the attempt")


def receipt_of(access: Access, urn: str, on: str = "", comment_id: str = "") -> Receipt:
    """A live post, or comment on one."""
    document = {"comment_on": on, "comment_id": comment_id} if on else {}
    url = f"{access.hosts['www']}/feed/update/{on or urn}/"
    return Receipt(urn, url, matching.instant_of(urn), document)
