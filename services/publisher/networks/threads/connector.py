"""Threads.

https://developers.facebook.com/docs/threads/posts
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError
from services.publisher.networks import graph_tokens
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.graph import Graph
from services.publisher.networks.graph_containers import Containers, Place
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.threads import composing, consent, figures, matching
from services.publisher.networks.threads.consent import VERSION
from services.publisher.networks.threads.refusals import REFUSALS, explain_container
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName


class ThreadsConnector:
    """Publishes as one profile."""

    network: ClassVar[NetworkName] = "threads"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "api": "https://graph.threads.net",
            "www": "https://www.threads.net",
            "web": "https://www.threads.net",
        }
    )

    def __init__(self, tools: Tools) -> None:
        self._apps = tools.apps
        self._clock = tools.clock
        self._call = Graph(tools, self.network, REFUSALS)
        self._containers = Containers(
            self._call,
            tools.clock,
            made_at="threads",
            published_at="threads_publish",
            status="status",
            why="error_message",
            explain=explain_container,
        )

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # the container tells

    def open(self, credentials: Mapping[str, str]) -> Grant:
        if not credentials.get("access_token"):
            raise CredentialsIncompleteError(self.network, ["access_token"])
        secrets = {"access_token": credentials["access_token"]}
        return graph_tokens.opened(secrets, credentials.get("expires_at"), self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        url = f"{access.base_url}/refresh_access_token"
        return await graph_tokens.renew(self._call, url, "th", access.secrets, self._clock.now())

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        return consent.start(app_of(self._apps, self.network), request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  it needs no secrets
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        app = app_of(self._apps, self.network)
        return await consent.finish(self._call, app, request, answer, self._clock.now())

    async def identify(self, access: Access) -> Identity:
        token = access.secrets["access_token"]
        return await consent.identity(self._call, access.base_url, access.hosts["web"], token)

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        plan = composing.plan(part, own_media(part, attachments))
        return await self._containers.step(_place(access), plan, former)

    async def commit(
        self,
        access: Access,
        part: Part,  # noqa: ARG002  it is in the container
        attachments: Sequence[Attachment],  # noqa: ARG002  so are they
        prepared: Prepared,
    ) -> Receipt | Pending:
        place = _place(access)
        return await self._containers.publish(
            place, prepared, partial(matching.receipt_of, self._call, place)
        )

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        place = _place(access)
        is_carousel = bool(prepared.document.get("children"))
        candidates = partial(
            matching.candidates, self._call, place, part, is_carousel=is_carousel, since=since, taken=taken
        )
        reader = partial(matching.receipt_of, self._call, place)
        return await self._containers.prove(place, prepared, reader, candidates)

    async def delete(self, access: Access, live: Live) -> None:
        place = _place(access)
        with passing_over("threads.not_found"):
            await self._call("DELETE", f"{place.api_url}/{live.receipt.remote_id}", token=place.token)

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        found: dict[str, Figures] = {}
        for live in posts:
            with passing_over("threads.not_found"):
                found[live.receipt.remote_id] = await figures.of_post(self._call, _place(access), live)
        return found

    async def measure_account(self, access: Access) -> Figures:
        return await figures.of_profile(self._call, _place(access))


def _place(access: Access) -> Place:
    api = f"{access.base_url}/{VERSION}"
    return Place(f"{api}/{access.remote_id}", api, access.secrets["access_token"])
