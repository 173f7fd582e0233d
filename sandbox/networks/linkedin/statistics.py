import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.linkedin.dialect import LinkedIn, refusal
from sandbox.posts import Post

LISTED = re.compile(r"^List\((?P<urns>[^()]*)\)$")
TOLD = {
    "impressionCount": "views",
    "uniqueImpressionsCount": "reach",
    "clickCount": "clicks",
    "likeCount": "likes",
    "commentCount": "comments",
    "shareCount": "shares",
}


OF_A_MEMBER_S = {
    "IMPRESSION": "views",
    "MEMBERS_REACHED": "reach",
    "RESHARE": "shares",
    "REACTION": "likes",
    "COMMENT": "comments",
    "POST_SAVE": "saves",
    "LINK_CLICKS": "clicks",
    "PROFILE_VIEW_FROM_CONTENT": "profile_clicks",
}
ENTITY = re.compile(r"^\((?P<kind>share|ugc):(?P<urn>urn:li:(?:share|ugcPost):\d+)\)$")


def add_calls(calls: Calls, network: LinkedIn) -> None:
    statistics = StatisticsCalls(network)
    calls.add("GET", "/rest/organizationalEntityShareStatistics", "statistics.posts", statistics.posts)
    calls.add("GET", "/rest/organizationPageStatistics", "statistics.page", statistics.page)
    calls.add("GET", "/rest/memberCreatorPostAnalytics", "statistics.member", statistics.member)


class StatisticsCalls:
    """What organisations learn of their posts and pages, and members of their posts."""

    def __init__(self, network: LinkedIn) -> None:
        self._network = network

    async def posts(self, request: Request) -> Response:
        self._network.versioned(request, "q", "organizationalEntity", "shares", "ugcPosts", "start", "count")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            raise refusal(400, "PARAM_INVALID", "List() is of X-RestLi-Protocol-Version 2.0.0")
        organization = self._own(request, "organizationalEntity")
        found = [
            {
                "organizationalEntity": organization.remote_id,
                kind: post.remote_id,
                "totalShareStatistics": self._told(post),
            }
            for kind, post in self._asked(request, organization)
        ]
        return JSONResponse({"elements": found, "paging": {"start": 0, "count": len(found), "links": []}})

    async def page(self, request: Request) -> Response:
        self._network.versioned(request, "q", "organization")
        organization = self._own(request, "organization")
        followers = audience.of_account(self._network.name, organization.handle)["followers"]
        views = {"views": {"allPageViews": {"pageViews": followers // 2}}}
        found = [{"organization": organization.remote_id, "totalPageStatistics": views}]
        return JSONResponse({"elements": found, "paging": {"start": 0, "count": 1, "links": []}})

    async def member(self, request: Request) -> Response:
        """One number of one post."""
        self._network.versioned(request, "q", "entity", "queryType", "aggregation")
        member = self._network.require(request, "r_member_postAnalytics")
        query, wanted = request.query_params, request.query_params.get("queryType", "")
        entity = ENTITY.match(query.get("entity", ""))
        if query.get("q") != "entity" or entity is None or wanted not in OF_A_MEMBER_S:
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", "q, entity or queryType is not valid")
        post = self._network.state.posts.find(self._network.name, member.id, entity["urn"])
        if post is None or post.deleted_at is not None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {entity['urn']}")
        numbers = audience.of_post(post, self._network.state.now())
        found = {
            "count": numbers[OF_A_MEMBER_S[wanted]],
            "metricType": wanted,
            "targetEntity": {entity["kind"]: entity["urn"]},
        }
        return JSONResponse({"elements": [found], "paging": {"start": 0, "count": 10, "links": []}})

    def _told(self, post: Post) -> dict[str, float]:
        numbers = audience.of_post(post, self._network.state.now())
        told: dict[str, float] = {name: numbers[of] for name, of in TOLD.items()}
        acted = told["clickCount"] + told["likeCount"] + told["commentCount"] + told["shareCount"]
        return {**told, "engagement": acted / max(told["impressionCount"], 1)}

    def _own(self, request: Request, parameter: str) -> Account:
        query = request.query_params
        if query.get("q") != parameter:
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", f"q must be {parameter}")
        return self._network.require_author(
            request, query.get(parameter, ""), person="", organization="rw_organization_admin"
        )

    def _asked(self, request: Request, organization: Account) -> list[tuple[str, Post]]:
        """The kind and URN of those posts of the organisation's own that stand."""
        asked: list[tuple[str, str]] = []
        for parameter, kind in (("shares", "share"), ("ugcPosts", "ugcPost")):
            listed: Any = LISTED.match(request.query_params.get(parameter, "List()"))
            if listed is None:
                raise refusal(400, "INVALID_VALUE_FOR_FIELD", f"{parameter} must be List(urn,…)")
            for urn in filter(None, listed["urns"].split(",")):
                if not urn.startswith(f"urn:li:{kind}:"):
                    raise refusal(400, "INVALID_URN_TYPE", f"{parameter} :: {urn} is no {kind}")
                asked.append((kind, urn))
        posts = self._network.state.posts
        return [
            (kind, post)
            for kind, urn in asked
            if (post := posts.find(self._network.name, organization.id, urn)) and post.deleted_at is None
        ]
