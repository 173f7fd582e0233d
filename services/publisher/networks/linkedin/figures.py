"""How posts and organisations do.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.publisher.domain.access import Access
from services.publisher.errors import RefusedError
from services.publisher.networks.linkedin.versioned import VersionedApi, encoded, listed
from services.publisher.networks.numbers import number_of, numbers_of
from services.publisher.networks.refusals import passing_over
from services.publisher.ports import Figures, Live

_OF_A_POST: Mapping[str, str] = MappingProxyType(
    {
        "impressionCount": "impressions",
        "uniqueImpressionsCount": "reach",
        "clickCount": "clicks",
        "likeCount": "likes",
        "commentCount": "comments",
        "shareCount": "shares",
    }
)
# One call each, and the answer's form is known from others (unverified).
_OF_A_MEMBER_S_POST: Mapping[str, str] = MappingProxyType(
    {
        "IMPRESSION": "impressions",
        "MEMBERS_REACHED": "reach",
        "RESHARE": "shares",
        "REACTION": "likes",
        "COMMENT": "comments",
        "POST_SAVE": "saves",
        "LINK_CLICKS": "clicks",
        "PROFILE_VIEW_FROM_CONTENT": "profile_clicks",
    }
)
_KINDS: Mapping[str, str] = MappingProxyType({"share": "share", "ugcPost": "ugc"})
_ANALYTICS_SCOPE = "r_member_postAnalytics"


class Measurements:
    """Asks for figures.

    Args:
        api: LinkedIn's calls.
    """

    def __init__(self, api: VersionedApi) -> None:
        self._api = api

    async def of_posts(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        """Figures by remote id; of a member's posts none, unless LinkedIn granted the right to them."""
        urns = [live.receipt.remote_id for live in posts]
        if "organization" in access.secrets:
            return await self._of_an_organization(access, urns)
        if _ANALYTICS_SCOPE not in access.secrets.get("scope", "").split():
            return {urn: {} for urn in urns}
        found: dict[str, Figures] = {}
        for urn in urns:
            with passing_over("linkedin.not_found"):
                found[urn] = await self._of_a_member_s(access, urn)
        return found

    async def of_account(self, access: Access) -> Figures:
        """An organisation's followers and views of its page; LinkedIn tells nothing of members."""
        if "organization" not in access.secrets:
            return {}
        urn = encoded(str(access.remote_id))
        size = await self._api.read(access, f"networkSizes/{urn}", {"edgeType": "COMPANY_FOLLOWED_BY_MEMBER"})
        page = await self._api.read(
            access, "organizationPageStatistics", {"q": "organization", "organization": urn}
        )
        try:
            views = page["elements"][0]["totalPageStatistics"]["views"]["allPageViews"]["pageViews"]
            return {"followers": float(size["firstDegreeSize"]), "views": float(views)}
        except (IndexError, KeyError, TypeError, ValueError):
            raise self._api.call.unreadable("the organisation's figures are not in the known form") from None

    async def _of_an_organization(self, access: Access, urns: Sequence[str]) -> Mapping[str, Figures]:
        query = {"q": "organizationalEntity", "organizationalEntity": encoded(str(access.remote_id))}
        for name, kind in (("shares", "share"), ("ugcPosts", "ugcPost")):
            asked = [urn for urn in urns if urn.startswith(f"urn:li:{kind}:")]
            query |= {name: listed(asked)} if asked else {}
        answer = await self._api.read(access, "organizationalEntityShareStatistics", query)
        try:
            found = {one.get("share") or one["ugcPost"]: _figures(one) for one in answer["elements"]}
        except (AttributeError, KeyError, TypeError):
            raise self._api.call.unreadable("the posts' figures are not in the known form") from None
        # Of a post that nobody saw there is no element either.
        quiet = [urn for urn in urns if urn not in found and await self._stands(access, urn)]
        return {**{urn: {} for urn in quiet}, **found}

    async def _stands(self, access: Access, urn: str) -> bool:
        try:
            await self._api.read(access, f"posts/{encoded(urn)}")
        except RefusedError as error:
            if error.failure.code != "linkedin.not_found":
                raise
            return False
        return True

    async def _of_a_member_s(self, access: Access, urn: str) -> Figures:
        kind = _KINDS.get(urn.split(":")[2])
        if kind is None:
            return {}  # a comment is no post
        figures: dict[str, float] = {}
        for query_type, name in _OF_A_MEMBER_S_POST.items():
            query = {
                "q": "entity",
                "entity": f"({kind}:{encoded(urn)})",
                "queryType": query_type,
                "aggregation": "TOTAL",
            }
            answer = await self._api.read(access, "memberCreatorPostAnalytics", query)
            try:
                elements = answer["elements"]
                told: Any = elements[0].get("value", elements[0].get("count")) if elements else None
            except (AttributeError, IndexError, KeyError, TypeError):
                raise self._api.call.unreadable("a post's figure is not in the known form") from None
            value = number_of(told)
            if value is not None:
                figures[name] = value
        return figures


def _figures(element: Mapping[str, Any]) -> Figures:
    return numbers_of(element["totalShareStatistics"], _OF_A_POST)
