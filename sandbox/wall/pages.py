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
from sandbox.world import World

SHOWN = 60
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
        columns = [
            {"network": name, "title": NETWORK_NAMES[name], "cards": self._cards(request, name)}
            for name in names
        ]
        columns.sort(key=lambda column: not column["cards"])  # what is empty comes last
        part = "posts.html" if request.query_params.get("part") == "posts" else "wall.html"
        page = self._render(
            part, columns=columns, chosen=chosen, counts=self._counts(), faults=self._faults()
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
            return self._missing("No such account. Open one with POST /_sandbox/accounts.")
        posts = self._world.state.posts.listed(network=network, account_id=account.id, limit=SHOWN)
        url = self._world.state.public_url(request)
        cards = [self._card(self._world.described(post, url)) for post in posts]
        page = self._render(
            "profile.html", account=account, title=NETWORK_NAMES[network], profile_cards=cards
        )
        return HTMLResponse(page, headers=SECURITY)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(network_names=NETWORK_NAMES, **values)

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

    def _cards(self, request: Request, network: str) -> list[dict[str, Any]]:
        url = self._world.state.public_url(request)
        posts = self._world.state.posts.listed(network=network, limit=SHOWN)
        return [self._card(self._world.described(post, url)) for post in posts]

    def _card(self, described: dict[str, Any]) -> dict[str, Any]:
        return card(described, at_sign=self._world.networks[described["network"]].at_sign)

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
