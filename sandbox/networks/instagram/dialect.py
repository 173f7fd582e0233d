from typing import Literal

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.graph.dialect import Graph, error, missing
from sandbox.graph.parameters import Given
from sandbox.state import State

INSTAGRAM_SCOPES = (
    "instagram_business_basic instagram_business_content_publish instagram_business_manage_comments"
    " instagram_business_manage_insights"
)
FACEBOOK_SCOPES = (
    "instagram_basic instagram_content_publish instagram_manage_comments instagram_manage_insights"
    " pages_show_list pages_read_engagement business_management"
)
QUOTA = (
    9,
    2207042,
    "You have reached the maximum number of posts that can be published by this account today",
)

Ability = Literal["basic", "content_publish", "manage_comments", "manage_insights"]


class Instagram(Graph):
    """How Instagram's part of the Graph API speaks; scopes are named by the log-in that gave the token."""

    def __init__(self, state: State) -> None:
        super().__init__(
            state,
            "instagram",
            f"{INSTAGRAM_SCOPES} {FACEBOOK_SCOPES}",
            quota=QUOTA,
            processing_failed="2207026",
        )

    def allowed(self, request: Request, given: Given | None, *abilities: Ability) -> Account:
        """The account of a token that has these abilities."""
        token = self.living(request, given)
        by_facebook = token.document["kind"] == "page"
        prefix = "instagram_" if by_facebook else "instagram_business_"
        if ("/facebook/" in request.url.path) != by_facebook:
            raise error(190, "Invalid OAuth access token - Cannot parse access token")
        return self.require(request, given, *(f"{prefix}{ability}" for ability in abilities))

    def own(self, request: Request, given: Given, *abilities: Ability) -> Account:
        """The account of the path, which the token must be of."""
        account = self.allowed(request, given, *abilities)
        if request.path_params["account"] not in {account.remote_id, "me"}:
            raise missing(request.path_params["account"])
        return account
