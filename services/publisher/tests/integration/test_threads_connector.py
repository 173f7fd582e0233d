"""The Threads connector on the sandbox."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.server import running_server
from sandbox.tests.videos import video
from services.publisher.domain.access import App, Choice, ConsentRequest, hosts_of
from services.publisher.domain.content import Receipt, part_of
from services.publisher.errors import RefusedError, UnknownOutcomeError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools
from services.publisher.networks.threads.connector import ThreadsConnector
from services.publisher.ports import Live
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.containers_contract import ContainersContract
from services.publisher.tests.integration.pulled import PullStage, jpeg
from services.publisher.tests.integration.stage import Stage, content, picture, pictures_of, sha256
from shared.clock import SystemClock
from shared.events import LinkCard, Poll, ThreadPart


def film(*, width: int = 360, height: int = 640, seconds: float = 3) -> Picture:
    data = video(width, height, seconds=seconds)
    return Picture(data, "video/mp4", "", width, height, duration_seconds=seconds)


class TestThreads(ContainersContract):
    network = "threads"
    needed = ("access_token",)
    create = "threads_publish"
    look = "objects.get"
    who = "me"
    upload = "containers.create"
    comment = "threads_publish"
    expired = "reconnect"
    words_for_too_long = "must be at most 500 characters"
    stage_class = PullStage

    async def test_a_thread(self, stage: Stage) -> None:
        """Each part answers the one before; a lost answer in the middle is found among the replies."""
        whole = content("One", thread=(ThreadPart(text="Two"), ThreadPart(text="Three")))
        receipts: list[Receipt] = [await stage.publish(whole)]
        for index in (1, 2):
            part = part_of(whole, index, tuple(receipts))
            prepared = await stage.prepare(part)
            await stage.fault(self.create, "accept_then_drop")
            await stage.failing(UnknownOutcomeError, stage.commit(part, prepared))
            found = await stage.find(part, prepared)
            assert found is not None
            receipts.append(found)
        posts = await stage.wall()
        assert [post["text"] for post in posts] == ["One", "Two", "Three"]
        assert [post["document"]["in_reply_to"] for post in posts] == [
            None,
            posts[0]["remote_id"],
            posts[1]["remote_id"],
        ]

    async def test_polls_links_and_options(self, stage: Stage) -> None:
        """Beside a text, and nowhere else."""
        await stage.publish(content("Which?", poll=Poll(options=("Bread", "Cake"), duration_seconds=86_400)))
        await stage.publish(content("Read", link=LinkCard(url="https://example.com/bread")))
        await stage.publish(
            content("Who?", options={"reply_control": "mentioned_only", "topic_tag": "Bread"})
        )
        poll, link, options = [post["document"] for post in await stage.wall()]
        assert poll["poll"] == {"option_a": "Bread", "option_b": "Cake"}
        assert link["link"] == "https://example.com/bread"
        assert (options["reply_control"], options["topic"]) == ("mentioned_only", "Bread")

    async def test_a_carousel_of_both_kinds(self, stage: Stage) -> None:
        """Pictures and videos beside one another, in their order."""
        shown = [jpeg("first"), film(), picture("third", side=64)]
        await stage.publish(content("Three"), *shown)
        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]
        assert post["document"]["type"] == "CAROUSEL_ALBUM"

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (picture(form="GIF", side=64), "threads.media_refused"),
            (film(width=660, height=60), "threads.ratio_refused"),
            (dataclasses.replace(film(), data=film().data[:400]), "threads.media_refused"),
        ],
        ids=["GIF", "too wide", "broken"],
    )
    async def test_media_refused(self, stage: Stage, wrong: Picture, code: str) -> None:
        """In Threads' own words, for the author."""
        refused = await stage.failing(RefusedError, stage.prepare(content("Look"), wrong))
        assert (refused.failure.code, refused.failure.who_must_act) == (code, "author")

    @pytest.mark.parametrize(
        ("fits", "too_long"), [("x" * 500, "x" * 501), ("🙂" * 125, "🙂" * 126)], ids=["letters", "emoji"]
    )
    async def test_length(self, stage: Stage, fits: str, too_long: str) -> None:
        """500 as Threads counts, an emoji by its bytes."""
        await stage.publish(content(fits))
        refused = await stage.failing(RefusedError, stage.publish(content(too_long)))
        assert refused.failure.error_class == "invalid"
        assert await stage.texts() == [fits]

    async def test_the_day_is_used_up(self, stage: Stage) -> None:
        """So many posts in 24 hours; the next may go out tomorrow."""
        await stage.settings(threads_posts_a_day=2)
        for number in range(2):
            await stage.publish(content(f"Number {number}"))
        refused = await stage.failing(RefusedError, stage.publish(content("One more")))
        assert (refused.failure.error_class, refused.failure.code) == ("quota", "threads.daily_posts_used_up")
        await stage.clock.advance(86_500)
        await stage.publish(content("Next day"))

    async def test_delete(self, stage: Stage) -> None:
        """Twice is no error."""
        assert isinstance(stage.connector, ThreadsConnector)
        live = Live(await stage.publish(content("Away with it")), stage.clock.now())
        for _ in range(2):
            await stage.connector.delete(stage.access, live)
        assert [post["deleted"] for post in await stage.wall()] == [True]

    async def test_renewal(self, stage: Stage) -> None:
        """A token is renewed once it is a day old, and only while it lives."""
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.code, refused.failure.retry_can_help) == ("threads.renewal_too_early", True)
        await stage.clock.advance(86_500)
        first = stage.grant.secrets["access_token"]
        grant = await stage.refresh()
        assert grant.secrets["access_token"] != first
        assert grant.refresh_at is not None
        assert timedelta(days=29) < grant.refresh_at - stage.clock.now() < timedelta(days=31)
        await stage.clock.advance(61 * 86_400)
        refused = await stage.failing(RefusedError, stage.connector.refresh(stage.access))
        assert (refused.failure.error_class, refused.failure.code) == ("reconnect", "threads.token_expired")

    async def test_figures(self, stage: Stage) -> None:
        """Of posts by their ids; of the profile."""
        assert isinstance(stage.connector, ThreadsConnector)
        live = Live(await stage.publish(content("Seen")), stage.clock.now())
        gone = dataclasses.replace(live, receipt=dataclasses.replace(live.receipt, remote_id="404"))
        measured = await stage.connector.measure(stage.access, [live, gone])
        assert list(measured) == [live.receipt.remote_id]
        assert measured[live.receipt.remote_id].keys() == {"views", "likes", "comments", "shares", "quotes"}
        assert (await stage.connector.measure_account(stage.access)).keys() == {"followers", "views"}


class TestConsent:
    """Threads' own log-in, from its page to the profile."""

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        with running_server(tmp_path_factory.mktemp("sandbox")) as address:
            yield address

    async def consent(self, sandbox: str, **answered: str) -> Sequence[Choice]:
        async with make_client(allow_private=True) as http:
            apps = {"threads": App("sandbox-client", "sandbox-client-secret")}
            connector = ThreadsConnector(Tools(http, SystemClock(), apps))
            request = ConsentRequest(
                "a state", "http://127.0.0.1/callback", hosts_of(connector.hosts, "threads", None, sandbox)
            )
            page = await connector.start_consent(request)
            url = httpx.URL(page.url)
            sent_back = await http.get(url.copy_with(params={**dict(url.params), **answered}))
            query = parse_qs(urlsplit(sent_back.headers["location"]).query)
            answer = {name: values[0] for name, values in query.items()}
            return await connector.finish_consent(request, page, answer)

    async def test_log_in(self, sandbox: str) -> None:
        """The one profile that logged in, with a token of 60 days that is renewed in time."""
        [choice] = await self.consent(sandbox, login_hint="bakery")
        assert choice.identity.handle == "bakery"
        assert choice.grant.refresh_at is not None

    async def test_refused(self, sandbox: str) -> None:
        """Denied, or without a scope that is needed: named."""
        with pytest.raises(RefusedError) as refused:
            await self.consent(sandbox, deny="1")
        assert refused.value.failure.code == "threads.consent_denied"
        with pytest.raises(RefusedError, match="threads_content_publish"):
            await self.consent(sandbox, grant="threads_basic")
