"""Instagram over Meta's content publishing API.

https://developers.facebook.com/docs/instagram-platform/content-publishing
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from services.publisher.domain.access import Access, Choice, ConsentPage, ConsentRequest, Grant, Identity
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import WayOut
from services.publisher.errors import CredentialsIncompleteError, RefusedError
from services.publisher.networks import graph_tokens
from services.publisher.networks.calling import id_of
from services.publisher.networks.connectors import Tools
from services.publisher.networks.consenting import app_of
from services.publisher.networks.graph import VERSION, Graph
from services.publisher.networks.graph_containers import Containers, Place
from services.publisher.networks.instagram import composing, consent, figures, matching
from services.publisher.networks.instagram.refusals import REFUSALS, explain_container
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.uploading import own_media
from services.publisher.ports import Attachment, Figures, Live
from shared.events import NetworkName

# A post that is gone, or of which too few people know yet for figures to be told.
_WITHOUT_FIGURES = ("instagram.not_found", "instagram.scope_missing")


class InstagramConnector:
    """Publishes as a professional account, with a token of Instagram's log-in or of the account's Page."""

    network: ClassVar[NetworkName] = "instagram"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "api": "https://graph.instagram.com",
            "facebook": "https://graph.facebook.com",
            "oauth": "https://api.instagram.com",
            "www": "https://www.instagram.com",
            "facebook_www": "https://www.facebook.com",
            "web": "https://www.instagram.com",
        }
    )

    def __init__(self, tools: Tools) -> None:
        self._apps = tools.apps
        self._clock = tools.clock
        self._call = Graph(tools, self.network, REFUSALS)
        self._containers = Containers(
            self._call,
            tools.clock,
            made_at="media",
            published_at="media_publish",
            status="status_code",
            why="status",
            explain=explain_container,
        )

    def way_out(self, part: Part, prepared: Prepared, since: datetime) -> WayOut:  # noqa: ARG002
        return "look_up"  # the container tells

    def open(self, credentials: Mapping[str, str]) -> Grant:
        if not credentials.get("access_token"):
            raise CredentialsIncompleteError(self.network, ["access_token"])
        login = "facebook" if credentials.get("login") == "facebook" else "instagram"
        secrets = {"access_token": credentials["access_token"], "login": login}
        if login == "facebook":
            return Grant(secrets)
        return graph_tokens.opened(secrets, credentials.get("expires_at"), self._clock.now())

    async def refresh(self, access: Access) -> Grant:
        if _is_by_facebook(access):
            detail = "the token of a Page can't be renewed; connect the account again"
            raise RefusedError(failure("reconnect", "instagram.token_refused", detail))
        url = f"{access.base_url}/refresh_access_token"
        return await graph_tokens.renew(self._call, url, "ig", access.secrets, self._clock.now())

    async def start_consent(self, request: ConsentRequest) -> ConsentPage:
        if self._has_own_application:
            return consent.start(app_of(self._apps, self.network), request)
        return consent.start_by_facebook(app_of(self._apps, "facebook"), request)

    async def finish_consent(
        self,
        request: ConsentRequest,
        page: ConsentPage,  # noqa: ARG002  it needs no secrets
        answer: Mapping[str, str],
    ) -> Sequence[Choice]:
        if self._has_own_application:
            app = app_of(self._apps, self.network)
            return await consent.finish(self._call, app, request, answer, self._clock.now())
        return await consent.finish_by_facebook(self._call, app_of(self._apps, "facebook"), request, answer)

    @property
    def _has_own_application(self) -> bool:
        return self.network in self._apps

    async def identify(self, access: Access) -> Identity:
        web, token = access.hosts["web"], access.secrets["access_token"]
        if _is_by_facebook(access):
            return await consent.page_identity(self._call, access.hosts["facebook"], web, token)
        return await consent.own_identity(self._call, access.base_url, web, token)

    async def prepare(
        self, access: Access, part: Part, attachments: Sequence[Attachment], former: Prepared | None
    ) -> Prepared:
        if part.role == "comment":
            return Prepared({})
        return await self._containers.step(
            _place(access), composing.plan(part, own_media(part, attachments)), former
        )

    async def commit(
        self,
        access: Access,
        part: Part,
        attachments: Sequence[Attachment],  # noqa: ARG002  they are in the container
        prepared: Prepared,
    ) -> Receipt | Pending:
        place = _place(access)
        if part.role == "comment":
            return await self._comment(place, part)
        return await self._containers.publish(place, prepared, self._reader(place, part))

    async def _comment(self, place: Place, part: Part) -> Receipt:
        parent = part.earlier[0]
        url = f"{place.api_url}/{parent.remote_id}/comments"
        made = await self._call("POST", url, token=place.token, data={"message": part.text})
        try:
            return Receipt(id_of(made["id"]), parent.url, None, {"kind": "comment"})
        except (KeyError, TypeError):
            raise self._call.unreadable("the comment's answer has no id") from None

    async def prove(
        self, access: Access, part: Part, prepared: Prepared, *, since: datetime, taken: frozenset[str]
    ) -> Receipt | Pending | Missing:
        place = _place(access)
        if part.role == "comment":
            return await matching.find_comment(
                self._call, place, part, access.handle, since=since, taken=taken
            )
        is_carousel = bool(prepared.document.get("children"))
        candidates = partial(
            matching.candidates, self._call, place, part, is_carousel=is_carousel, since=since, taken=taken
        )
        return await self._containers.prove(place, prepared, self._reader(place, part), candidates)

    def _reader(self, place: Place, part: Part) -> Any:
        return partial(matching.receipt_of, self._call, place, part.details.kind)

    async def measure(self, access: Access, posts: Sequence[Live]) -> Mapping[str, Figures]:
        found: dict[str, Figures] = {}
        for live in posts:
            with passing_over(*_WITHOUT_FIGURES):
                found[live.receipt.remote_id] = await figures.of_post(self._call, _place(access), live)
        return found

    async def measure_account(self, access: Access) -> Figures:
        return await figures.of_account(self._call, _place(access))


def _is_by_facebook(access: Access) -> bool:
    return access.secrets.get("login") == "facebook"


def _place(access: Access) -> Place:
    host = access.hosts["facebook"] if _is_by_facebook(access) else access.base_url
    api = f"{host}/{VERSION}"
    return Place(f"{api}/{access.remote_id}", api, access.secrets["access_token"])
