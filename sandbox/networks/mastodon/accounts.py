from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.calls import Calls
from sandbox.networks.mastodon import views
from sandbox.networks.mastodon.dialect import API, Mastodon, not_found
from sandbox.networks.mastodon.parameters import truth


def add_calls(calls: Calls, network: Mastodon) -> None:
    accounts = AccountCalls(network)
    calls.add("GET", "/api/v1/accounts/verify_credentials", "accounts.verify", accounts.verify, API)
    calls.add("GET", "/api/v1/accounts/lookup", "accounts.lookup", accounts.look_up, API)
    calls.add("GET", "/api/v1/accounts/{id}", "accounts.get", accounts.get, API)
    calls.add("GET", "/api/v1/accounts/{id}/statuses", "accounts.statuses", accounts.statuses, API)
    calls.add("GET", "/api/v2/instance", "instance", accounts.instance, API)
    calls.add("GET", "/api/v1/instance", "instance", accounts.instance_v1, API)


class AccountCalls:
    def __init__(self, network: Mastodon) -> None:
        self._network = network
        self._state = network.state

    async def verify(self, request: Request) -> Response:
        account = self._network.require(request, "profile", "read", "read:accounts")
        shown = views.account(self._state, request, account)
        source = {"privacy": "public", "sensitive": False, "language": "en", "note": "", "fields": []}
        return JSONResponse({**shown, "source": source, "role": None})

    async def look_up(self, request: Request) -> Response:
        handle = request.query_params.get("acct", "").lstrip("@").split("@")[0]
        account = self._state.accounts.by_handle(self._network.name, handle)
        if account is None:
            raise not_found()
        return JSONResponse(views.account(self._state, request, account))

    async def get(self, request: Request) -> Response:
        account = self._state.accounts.by_remote_id(self._network.name, request.path_params["id"])
        if account is None:
            raise not_found()
        return JSONResponse(views.account(self._state, request, account))

    async def statuses(self, request: Request) -> Response:
        self._network.require_if_given(request, "read", "read:statuses")
        account = self._state.accounts.by_remote_id(self._network.name, request.path_params["id"])
        if account is None:
            raise not_found()
        query = request.query_params
        limit = min(int(query["limit"]) if query.get("limit", "").isdigit() else 20, 40)
        posts = self._state.posts.live(self._network.name, account.id, limit=1_000_000)
        lower = max(_number(query.get("since_id")), _number(query.get("min_id")))
        upper = _number(query.get("max_id")) or float("inf")
        posts = [post for post in posts if lower < int(post.remote_id) < upper]
        if truth(query.get("only_media")):
            posts = [post for post in posts if post.media]
        if truth(query.get("exclude_replies")):
            posts = [post for post in posts if not post.document.get("in_reply_to_id")]
        # min_id is the page just after that id, since_id the newest page above it.
        page = posts[-limit:] if query.get("min_id") else posts[:limit]
        return JSONResponse([views.status(self._state, request, account, post) for post in page])

    async def instance(self, request: Request) -> Response:
        url = self._state.public_url(request)
        return JSONResponse(
            {
                "domain": request.url.netloc,
                "title": "Sandbox",
                "version": "4.5.0",
                "source_url": "https://github.com/mastodon/mastodon",
                "description": "A Mastodon to try on.",
                "usage": {"users": {"active_month": 1}},
                "languages": ["en"],
                "configuration": {"urls": {}, **_configuration(self._state.settings.mastodon_characters)},
                "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None},
                "api_versions": {"mastodon": 7},
                "contact": {"email": "nobody@example.invalid", "account": None},
                "rules": [],
                "thumbnail": {"url": f"{url}/"},
            }
        )

    async def instance_v1(self, request: Request) -> Response:
        return JSONResponse(
            {
                "uri": request.url.netloc,
                "title": "Sandbox",
                "version": "4.5.0",
                "short_description": "A Mastodon to try on.",
                "urls": {},
                "stats": {},
                "languages": ["en"],
                "configuration": _configuration(self._state.settings.mastodon_characters),
            }
        )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _configuration(characters: int) -> dict[str, Any]:
    kinds = {kind.kind: kind for kind in rules.capability("mastodon").media.kinds}
    image, video, poll = kinds["image"], kinds["video"], rules.poll("mastodon")
    assert image.max_pixels
    assert video.max_pixels
    assert video.frame_rate
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": characters,
            "max_media_attachments": rules.media_count("mastodon"),
            "characters_reserved_per_url": rules.capability("mastodon").text.link.counts_as,
        },
        "media_attachments": {
            "supported_mime_types": [*rules.image_bytes("mastodon")],
            "description_limit": rules.alt_characters("mastodon"),
            "image_size_limit": image.max_bytes.max,
            "image_matrix_limit": image.max_pixels.max,
            "video_size_limit": video.max_bytes.max,
            "video_frame_rate_limit": int(video.frame_rate.max or 0),
            "video_matrix_limit": video.max_pixels.max,
        },
        "polls": {
            "max_options": int(poll.options.max or 0),
            "max_characters_per_option": poll.option_characters.max,
            "min_expiration": int(poll.duration_seconds.min or 0),
            "max_expiration": int(poll.duration_seconds.max or 0),
        },
    }
