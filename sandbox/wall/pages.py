import hashlib
import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sandbox.posts import Post
from sandbox.wall.cards import NETWORK_NAMES, card
from sandbox.wall.conversations import chats, conversations
from sandbox.wall.looks import look_of
from sandbox.world import World

SHOWN = 120
SHELF = 8
SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Pages:
    """Renders pages; Jinja escapes whatever anybody posted."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def wall(self, request: Request) -> Response:
        """The newest posts, in a column for each network or of one network; `part=posts` gives only those."""
        chosen = request.query_params.get("network", "")
        if chosen and chosen not in self._world.networks:
            raise HTTPException(404, f"The network {chosen} is not played here.")
        names = [chosen] if chosen else list(self._world.networks)
        version = self._version(names)
        headers = {**SECURITY, "ETag": version, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == version:
            return Response(status_code=304, headers=headers)
        sections = [self._section(request, name, few=not chosen) for name in names]
        sections.sort(key=lambda section: not section["talks"])  # what is empty comes last
        part = "posts.html" if request.query_params.get("part") == "posts" else "wall.html"
        page = self._render(
            part, sections=sections, chosen=chosen, counts=self._counts(), faults=self._faults()
        )
        return HTMLResponse(page, headers=headers)

    async def post(self, request: Request) -> Response:
        network = request.path_params.get("network") or request.url.path.split("/")[1]
        post = self._found(network, request.path_params)
        if post is None:
            return self._missing("No such post. It may be on another sandbox, or this one was wiped.")
        described = self._world.described(post, self._world.state.public_url(request))
        page = self._render(
            "post.html",
            section=self._laid_out(network, self._with_answers(request, post)),
            card=self._card(described),
            details={
                "Network's id": described["remote_id"],
                "Address": described["url"],
                "Requests that ended in it": described["accepted"],
                "Contents it has had": described["revision"],
                "Deleted": described["deleted_at"] or "no",
            },
            media=described["media"],
            document=json.dumps(described["document"], indent=2, ensure_ascii=False),
        )
        return HTMLResponse(page, 410 if described["deleted"] else 200, headers=SECURITY)

    async def profile(self, request: Request) -> Response:
        network = request.url.path.split("/")[1]
        accounts, named = self._world.state.accounts, request.path_params
        account = (
            accounts.by_handle(network, named["handle"])
            if "handle" in named
            else accounts.by_remote_id(network, named["account"])
        )
        if account is None:
            return self._chat(request, network, named.get("handle", ""))
        posts = self._world.state.posts.listed(network=network, account_id=account.id, limit=SHOWN)
        return self._profile(network, account.display_name, account.handle, self._shown(request, posts))

    def _chat(self, request: Request, network: str, person: str) -> Response:
        """What was sent to one person: networks of messages give no other address."""
        posts = self._world.state.posts.listed(network=network, limit=SHOWN)
        cards = self._shown(request, [post for post in posts if post.document.get("to") == person])
        if not cards:
            return self._missing("No such account. Open one with POST /_sandbox/accounts.")
        return self._profile(network, f"+{person}", "messages to one person", cards)

    def _profile(self, network: str, name: str, handle: str, cards: list[dict[str, Any]]) -> Response:
        page = self._render(
            "profile.html",
            section=self._laid_out(network, cards),
            name=name,
            handle=handle,
            title=NETWORK_NAMES[network],
        )
        return HTMLResponse(page, headers=SECURITY)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(
            network_names=NETWORK_NAMES, look_of=look_of, **values
        )

    def _missing(self, words: str) -> Response:
        return HTMLResponse(self._render("missing.html", words=words), 404, headers=SECURITY)

    def _found(self, network: str, place: dict[str, str]) -> Post | None:
        played = self._world.networks.get(network)
        if played is None:
            return None
        account = None
        if "handle" in place:
            handle = played.normalise_handle(place["handle"])
            account = self._world.state.accounts.by_handle(network, handle)
            if account is None:
                return None
        return self._world.state.posts.find(network, account.id if account else None, place["remote_id"])

    def _section(self, request: Request, network: str, *, few: bool) -> dict[str, Any]:
        """One network's part of the wall; a shelf of the newest where all are shown."""
        posts = self._world.state.posts.listed(network=network, limit=SHOWN)
        return self._laid_out(network, self._shown(request, posts), few=few)

    def _laid_out(self, network: str, cards: list[dict[str, Any]], *, few: bool = False) -> dict[str, Any]:
        layout = look_of(network).layout
        is_chat = layout == "chat" and not few
        return {
            "network": network,
            "title": NETWORK_NAMES[network],
            "layout": "shelf" if few else layout,
            "talks": [] if is_chat else conversations(cards)[: SHELF if few else SHOWN],
            "chats": chats(cards) if is_chat else [],
        }

    def _with_answers(self, request: Request, post: Post) -> list[dict[str, Any]]:
        """A post's whole conversation where it is the first of it, else the post alone."""
        posts = self._world.state.posts.listed(network=post.network, account_id=post.account_id)
        cards = self._shown(request, posts)
        for talk in conversations(cards):
            if talk.card["seq"] == post.seq:
                return [talk.card, *talk.replies, *talk.comments]
        return [card for card in cards if card["seq"] == post.seq]

    def _shown(self, request: Request, posts: list[Post]) -> list[dict[str, Any]]:
        url = self._world.state.public_url(request)
        return [self._card(self._world.described(post, url)) for post in posts]

    def _card(self, described: dict[str, Any]) -> dict[str, Any]:
        network = described["network"]
        return card(described, at_sign=self._world.networks[network].at_sign)

    def _counts(self) -> dict[str, int]:
        rows = self._world.state.store.all(
            "SELECT network, count(*) AS n FROM posts WHERE deleted_at IS NULL GROUP BY network"
        )
        counted = {row["network"]: row["n"] for row in rows}
        return {name: counted.get(name, 0) for name in self._world.networks}

    def _faults(self) -> list[str]:
        """The failures that are still to come, in words."""
        return [
            f"{fault['call'] or fault['network']}: {str(fault['mode']).replace('_', ' ')}"
            for fault in self._world.state.faults.listed()
            if fault["times"] is None or int(str(fault["fired"])) < int(str(fault["times"]))
        ]

    def _version(self, names: list[str]) -> str:
        """Changes with whatever the wall shows."""
        row = self._world.state.store.one(
            "SELECT max(seq), count(*), sum(revision), sum(accepted), count(deleted_at) FROM posts"
        )
        seen = [names, list(row) if row else [], self._faults()]
        return f'"{hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]}"'
