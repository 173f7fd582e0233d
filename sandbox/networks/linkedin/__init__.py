"""LinkedIn's versioned API for members and organisations, as far as publishing, commenting and measuring goes."""

from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.networks.linkedin import comments, media, oauth, people, posts, statistics
from sandbox.networks.linkedin.dialect import ALL_SCOPES, MEMBER_SCOPES, ORGANIZATION, SCOPES, LinkedIn
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso
from sandbox.world import Played


def play(state: State) -> Played:
    network = LinkedIn(state)
    calls = Calls(state, network)
    for part in (oauth, people, media, posts, comments, statistics):
        part.add_calls(calls, network)

    def open_account(handle: str, options: dict[str, Any]) -> tuple[Account, dict[str, Any]]:
        """A member, or with `kind` organization an organisation and the token of somebody who administers it."""
        client = state.tokens.client_named(network.name, options, ALL_SCOPES)
        is_organization = options.get("kind") == "organization"
        member = network.ensure_person(f"{handle} administrator" if is_organization else handle)
        account = network.ensure_organization(handle, member) if is_organization else member
        scopes = str(options.get("scopes") or (SCOPES if is_organization else MEMBER_SCOPES))
        access = oauth.issue_access(network, account, client.client_id, scopes, member=member)
        credentials = {
            "access_token": access.token,
            "expires_at": iso(access.expires_at or 0),
            "client_id": client.client_id,
            "client_secret": client.client_secret,
        }
        if is_organization:
            credentials["organization"] = account.remote_id.removeprefix(ORGANIZATION)
        if options.get("partner") or state.settings.linkedin_refresh_tokens:
            credentials["refresh_token"] = oauth.issue_refresh(network, access).token
        return account, credentials

    def profile_url(public_url: str, account: Account) -> str:
        place = f"company/{account.handle}" if account.remote_id.startswith(ORGANIZATION) else "in/me"
        return f"{public_url}/linkedin/www/{place}/"

    def post_url(public_url: str, account: Account, post: Post) -> str:  # noqa: ARG001  the id is enough
        urn = post.document.get("comment_on", post.remote_id)
        return f"{public_url}/linkedin/www/feed/update/{urn}/"

    return Played(
        calls,
        open_account,
        profile_url,
        post_url,
        network.normalise_handle,
        profile_page="/www/company/{handle}/",
        post_page="/www/feed/update/{remote_id}/",
        at_sign=False,
    )
