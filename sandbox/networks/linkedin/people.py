from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import audience
from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.linkedin.dialect import ORGANIZATION, PERSON, ROLES, LinkedIn, refusal


def add_calls(calls: Calls, network: LinkedIn) -> None:
    people = PeopleCalls(network)
    calls.add("GET", "/v2/userinfo", "userinfo", people.userinfo)
    calls.add("GET", "/rest/organizationAcls", "organizations.roles", people.roles)
    calls.add("GET", "/rest/organizations/{id}", "organizations.get", people.organization)
    calls.add("GET", "/rest/networkSizes/{urn}", "networkSizes.get", people.followers)


class PeopleCalls:
    """Who somebody is, and which organisations they may speak for."""

    def __init__(self, network: LinkedIn) -> None:
        self._network = network

    async def userinfo(self, request: Request) -> Response:
        member = self._network.require(request, "openid")
        given, _, family = member.display_name.rpartition(" ")
        url = self._network.state.public_url(request)
        shown = {
            "sub": member.remote_id.removeprefix(PERSON),
            "name": member.display_name,
            "given_name": given or family,
            "family_name": family,
            "picture": f"{url}/_sandbox/avatars/linkedin/{member.handle}.svg",
            "locale": {"country": "US", "language": "en"},
        }
        return JSONResponse(shown if self._network.has_scope(request, "profile") else {"sub": shown["sub"]})

    async def roles(self, request: Request) -> Response:
        """The caller's roles: approved ones only, as no others are played."""
        self._network.versioned(request, "q", "role", "state", "start", "count")
        member = self._network.require(request, "rw_organization_admin", "r_organization_admin")
        query = request.query_params
        if query.get("q") != "roleAssignee":
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", "q must be roleAssignee")
        if query.get("role", ROLES[0]) not in ROLES:
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", f"role is not one of {', '.join(ROLES)}")
        start, count = number(request, "start", 0, 100_000), number(request, "count", 10, 100)
        found = [
            {
                "organization": account.remote_id,
                "role": role,
                "roleAssignee": member.remote_id,
                "state": "APPROVED",
            }
            for account, role in self._network.administered(member)
            if query.get("role", role) == role and query.get("state", "APPROVED") == "APPROVED"
        ]
        return JSONResponse(page(found, start, count))

    async def organization(self, request: Request) -> Response:
        self._network.versioned(request)
        member = self._network.require(request, "rw_organization_admin", "r_organization_admin")
        wanted = f"{ORGANIZATION}{request.path_params['id']}"
        account = self._network.state.accounts.by_remote_id(self._network.name, wanted)
        if account is None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {wanted}")
        if account not in [own for own, _ in self._network.administered(member)]:
            raise refusal(403, "ACCESS_DENIED", f"Viewer has no administrator role in {wanted}", 100)
        return JSONResponse(_organization(account))

    async def followers(self, request: Request) -> Response:
        self._network.versioned(request, "edgeType")
        self._network.require(request, "rw_organization_admin", "r_organization_social")
        if request.query_params.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
            raise refusal(400, "INVALID_VALUE_FOR_FIELD", "edgeType must be COMPANY_FOLLOWED_BY_MEMBER")
        urn = request.path_params["urn"]
        account = self._network.state.accounts.by_remote_id(self._network.name, urn)
        if account is None:
            raise refusal(404, "NOT_FOUND", f"Could not find entity {urn}")
        followers = audience.of_account(self._network.name, account.handle)["followers"]
        return JSONResponse({"firstDegreeSize": followers})


def _organization(account: Account) -> dict[str, Any]:
    return {
        "id": int(account.remote_id.removeprefix(ORGANIZATION)),
        "localizedName": account.display_name,
        "vanityName": account.handle,
        "name": {"localized": {"en_US": account.display_name}},
    }


def number(request: Request, parameter: str, otherwise: int, most: int) -> int:
    text = request.query_params.get(parameter, str(otherwise))
    if not text.isdigit() or int(text) > most:
        raise refusal(400, "INVALID_VALUE_FOR_FIELD", f"{parameter} must be a number up to {most}")
    return int(text)


def page(found: list[dict[str, Any]], start: int, count: int) -> dict[str, Any]:
    """A page of a list with its paging."""
    shown = found[start : start + count]
    return {"elements": shown, "paging": {"start": start, "count": count, "total": len(found), "links": []}}
