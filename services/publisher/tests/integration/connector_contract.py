"""What every connector must do, on its network's sandbox; each network's own test file runs it."""

import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import uuid4

import httpx
import pytest

from sandbox.server import running_server
from services.publisher.errors import (
    CredentialsIncompleteError,
    NetworkError,
    NotSentError,
    RefusedError,
    UnknownOutcomeError,
)
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.tests.integration.stage import (
    SandboxClock,
    Stage,
    content,
    picture,
    pictures_of,
    seconds_from_now,
    sha256,
)
from shared.events import NetworkName

TEXTS = {
    "en": "Fresh bread from seven, every day. #bakery https://example.com/bread?a=1&copy=2",
    "hi": "नमस्ते दुनिया! 🙏🏽 आज की ताज़ा रोटी #रोटी https://example.com/नान",
    "ja": "毎朝七時から焼きたてのパン🥐 #パン https://example.com/パン を見てください。",
    "ar": "خبز طازج كل صباح #خبز https://example.com",
    "de": "Frühstück für 5 < 7 € & mehr:\n\n„Brötchen“ - größer als je. #Bäckerei",
    "tr": "👨‍👩‍👧‍👦 Günaydın!  İyi   haftalar ❤️https://example.com/a_(b) #çörek",  # noqa: RUF001  Turkish has this letter
}
# Each way in which the answer of the irreversible call can be lost, and whether the post stands all the same.
LOST_ANSWERS: dict[str, tuple[dict[str, Any], bool]] = {
    "accept_then_drop": ({"mode": "accept_then_drop"}, True),
    "drop_before_accept": ({"mode": "drop_before_accept"}, False),
    "slow beyond the time-out": ({"mode": "slow", "seconds": 2}, True),
    "500 before accepting": ({"mode": "server_error", "status": 500}, False),
    "500 after accepting": ({"mode": "server_error", "status": 500, "accepted": True}, True),
    "503 before accepting": ({"mode": "server_error", "status": 503}, False),
    "504 after accepting": ({"mode": "server_error", "status": 504, "accepted": True}, True),
    "JSON without an id": ({"mode": "malformed"}, False),
    "JSON without an id after accepting": ({"mode": "malformed", "accepted": True}, True),
    "HTML": ({"mode": "malformed", "variant": "html"}, False),
    "HTML after accepting": ({"mode": "malformed", "variant": "html", "accepted": True}, True),
}
FAILED_LOOKS: dict[str, dict[str, Any]] = {
    "rate_limited": {"mode": "rate_limited", "seconds": 30},
    "server_error": {"mode": "server_error"},
    "drop_before_accept": {"mode": "drop_before_accept"},
    "slow": {"mode": "slow", "seconds": 2},
    "JSON of another form": {"mode": "malformed"},
    "HTML": {"mode": "malformed", "variant": "html"},
}


class OnSandbox:
    """A stage on one network's sandbox; subclasses name the network."""

    network: ClassVar[NetworkName]
    options: ClassVar[Mapping[str, str]] = {}
    """What the sandbox is told when it opens the account."""
    stage_class: ClassVar[type[Stage]] = Stage

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        with running_server(tmp_path_factory.mktemp("sandbox")) as address:
            yield address

    @pytest.fixture
    async def stage(self, sandbox: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Stage]:
        """An account of its own for each test; whatever the test does, nothing secret may reach the logs."""
        caplog.set_level(logging.DEBUG)
        async with open_stage(sandbox, self.network, self.stage_class, self.options) as stage:
            yield stage
            assert not stage.leaked(caplog.text)


@contextlib.asynccontextmanager
async def open_stage(
    sandbox: str,
    network: NetworkName,
    stage_class: type[Stage] = Stage,
    options: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Stage]:
    """A new account on a network; faults and settings are put back at the end."""
    async with (
        httpx.AsyncClient(base_url=sandbox, timeout=20) as control,
        make_client(allow_private=True) as http,
    ):
        before = (await control.get("/_sandbox/settings")).json()
        body = {"network": network, "handle": f"c{uuid4().hex[:10]}", **options}
        opened = (await control.post("/_sandbox/accounts", json=body)).raise_for_status().json()
        clock = SandboxClock(control)
        stage = stage_class(make_connectors(Tools(http, clock))[network], http, control, clock, opened)
        if stage.grant.refresh_at and stage.grant.refresh_at <= clock.now():
            await stage.refresh()
        yield stage
        await stage.close()
        await stage.settings(**before)


class ConnectorContract(OnSandbox):
    """Subclasses name the network and what its calls are called on the sandbox."""

    needed: ClassVar[tuple[str, ...]]
    create: ClassVar[str]
    look: ClassVar[str]
    who: ClassVar[str]
    upload: ClassVar[str]
    expired: ClassVar[str]
    """Error class of an access token past its time."""

    # Accounts

    async def test_identify(self, stage: Stage) -> None:
        """The account is the one that was opened."""
        identity = await stage.connector.identify(stage.access)
        assert (identity.remote_id, identity.handle, identity.profile_url) == (
            stage.opened["remote_id"],
            stage.opened["handle"],
            stage.opened["profile_url"],
        )
        assert identity.display_name

    def test_incomplete_credentials(self, stage: Stage) -> None:
        """What is missing is named; what is there is not quoted."""
        for name in self.needed:
            with pytest.raises(CredentialsIncompleteError, match=name) as caught:
                stage.connector.open({**stage.credentials, name: ""})
            assert not stage.leaked(str(caught.value))
        with pytest.raises(CredentialsIncompleteError) as caught:
            stage.connector.open({})
        assert all(name in str(caught.value) for name in self.needed)

    def test_what_is_shown_of_access_and_grant(self, stage: Stage) -> None:
        """Neither shows its secrets where somebody logs it."""
        assert not stage.leaked(repr(stage.access) + repr(stage.grant) + repr(stage.connector))

    # Publishing

    @pytest.mark.parametrize("language", TEXTS)
    async def test_text(self, stage: Stage, language: str) -> None:
        """The wall shows the text as it was written; receipt and look-up name that very post."""
        wanted = content(TEXTS[language], language)
        prepared = await stage.prepare(wanted)
        began = stage.clock.now()
        receipt = await stage.commit(wanted, prepared)

        [post] = await stage.wall()
        assert post["text"] == wanted.text
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])
        found = await stage.find(wanted, prepared, since=began)
        assert found is not None
        assert (found.remote_id, found.url) == (receipt.remote_id, receipt.url)

    @pytest.mark.parametrize("alt_text", ["A loaf of bread, still warm. 🍞 ताज़ा", ""])
    async def test_text_with_a_picture(self, stage: Stage, alt_text: str) -> None:
        """The picture arrives byte for byte, with the words for who can't see it, if there are any."""
        wanted, shown = content("Look!"), picture(alt_text)
        prepared = await stage.prepare(wanted, shown)
        receipt = await stage.commit(wanted, prepared, shown)

        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(shown), alt_text)]
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id

    async def test_pictures_keep_their_order(self, stage: Stage) -> None:
        """Four pictures of several kinds, in the order in which they were given."""
        kinds = ("PNG", "JPEG", "WEBP", "PNG")
        shown = [picture(f"number {number}", form=form) for number, form in enumerate(kinds)]
        await stage.publish(content("Four of them"), *shown)

        [post] = await stage.wall()
        assert pictures_of(post) == [(sha256(one), one.alt_text) for one in shown]

    async def test_nothing_is_public_before_the_commit(self, stage: Stage) -> None:
        """Preparing, however often, shows nothing to anybody."""
        wanted = content("Not yet")
        first = await stage.prepare(wanted, picture())
        await stage.prepare(wanted, picture(), former=first)
        assert await stage.wall() == []

    # Unknown outcomes

    @pytest.mark.parametrize(("fault", "stands"), LOST_ANSWERS.values(), ids=LOST_ANSWERS)
    async def test_unknown_outcome(self, stage: Stage, fault: dict[str, Any], *, stands: bool) -> None:
        """A lost answer is an unknown outcome; a look tells the truth of it; the way out leaves one post."""
        wanted, shown = content("Did it arrive? https://example.com/?a=1&copy=2 <b>"), picture("seen")
        prepared = await stage.prepare(wanted, shown)
        began = stage.clock.now()
        await stage.fault(self.create, **fault)
        await stage.failing(UnknownOutcomeError, stage.commit(wanted, prepared, shown))

        found = await stage.find(wanted, prepared, since=began)
        assert (found is not None) == stands
        receipt = await stage.way_out(wanted, prepared, shown)
        [post] = await stage.wall()
        assert post["text"] == wanted.text
        assert (receipt.remote_id, receipt.url) == (post["remote_id"], post["url"])
        if found:
            assert found.remote_id == receipt.remote_id

    @pytest.mark.parametrize("fault", FAILED_LOOKS.values(), ids=FAILED_LOOKS)
    async def test_a_look_that_failed_proves_nothing(self, stage: Stage, fault: dict[str, Any]) -> None:
        """Only an answer can say that a post is not there."""
        wanted = content("Is it there?")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        await stage.fault(self.look, **fault)
        await stage.failing(NetworkError, stage.find(wanted, prepared))
        assert await stage.find(wanted, prepared)

    async def test_a_server_that_is_away(self, stage: Stage) -> None:
        """A connection that could not be made is certain: nothing was sent."""
        wanted = content("Nobody there")
        prepared = await stage.prepare(wanted)
        stage.opened["base_url"] = "http://127.0.0.1:1"
        if "server" in stage.grant.secrets:
            stage.hold(server="http://127.0.0.1:1")
        error = await stage.failing(NotSentError, stage.commit(wanted, prepared))
        assert error.failure.retry_can_help

    # Refusals

    async def test_rate_limited(self, stage: Stage) -> None:
        """A 429 gives the instant from which on the network listens again, in whichever form it says so."""
        wanted = content("Too fast")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "rate_limited", seconds=40)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))

        assert refused.failure.error_class == "rate_limited"
        assert refused.failure.retry_at is not None
        assert 30 < seconds_from_now(refused.failure.retry_at) < 45
        assert await stage.wall() == []

    async def test_expired_token(self, stage: Stage) -> None:
        """A token past its time is told apart from a wrong one; nothing is posted with it."""
        wanted = content("Too late")
        prepared = await stage.prepare(wanted)
        await stage.fault(self.create, "expire_tokens")
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == self.expired
        assert refused.failure.retry_can_help
        assert await stage.wall() == []

    @pytest.mark.parametrize(
        "wrong", ["wrong-but-plausible-token-0123456789", "two\nlines-of-token", "tökén-9"]
    )
    async def test_wrong_token(self, stage: Stage, wrong: str) -> None:
        """A token that the network does not know, or that no token can be, asks for a new one and is never quoted."""
        wanted = content("Who is this?")
        prepared = await stage.prepare(wanted)
        stage.hold(access_token=wrong, access_jwt=wrong)
        for call in (stage.commit(wanted, prepared), stage.connector.identify(stage.access)):
            refused = await stage.failing(RefusedError, call)
            assert refused.failure.error_class in {self.expired, "reconnect"}
        assert await stage.wall() == []

    async def test_private_address(self, stage: Stage) -> None:
        """Unless the operator allows it, an account's word leads to no private address and to no plain http."""
        before = await stage.calls(self.who)
        async with make_client(allow_private=False) as http:
            connector = make_connectors(Tools(http, stage.clock))[self.network]
            secure = stage.opened["base_url"].replace("http://", "https://")
            for address in (stage.opened["base_url"], secure):
                stage.opened["base_url"] = address
                if "server" in stage.grant.secrets:
                    stage.hold(server=address)
                refused = await stage.failing(RefusedError, connector.identify(stage.access))
                assert refused.failure.code == "account.address_refused"
                assert refused.failure.who_must_act == "account_owner"
        assert await stage.calls(self.who) == before

    @pytest.mark.parametrize(
        "mode", ["malformed", "server_error", "drop_before_accept", "rate_limited", "slow"]
    )
    async def test_preparing_and_identifying_fail_as_told(self, stage: Stage, mode: str) -> None:
        """Faults before the irreversible call come as the port's errors and can be tried again."""
        wanted = content("Second try")
        await stage.fault(self.who, mode, seconds=2)
        await stage.failing(NetworkError, stage.connector.identify(stage.access))
        await stage.fault(self.upload, mode, seconds=2)
        error = await stage.failing(NetworkError, stage.prepare(wanted, picture()))
        assert error.failure.retry_can_help

        await stage.connector.identify(stage.access)
        await stage.publish(wanted, picture())
        assert len(await stage.wall()) == 1

    async def test_a_text_too_long(self, stage: Stage) -> None:
        """Refused in the network's own words, for good."""
        wanted = content("x" * 3001)
        prepared = await stage.prepare(wanted)
        refused = await stage.failing(RefusedError, stage.commit(wanted, prepared))
        assert refused.failure.error_class == "invalid"
        assert refused.failure.who_must_act == "author"
        assert self.words_for_too_long in refused.failure.detail
        assert await stage.wall() == []

    words_for_too_long: ClassVar[str]


class LookUpContract:
    """For networks whose posts are found again by what they say."""

    async def test_an_older_post_is_no_proof(self, stage: Stage) -> None:
        """The same words, posted before the attempt began, are another post."""
        wanted = content("Every day the same")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        later = stage.clock.now() + timedelta(minutes=2)
        assert await stage.find(wanted, prepared, since=later) is None
        assert await stage.find(wanted, prepared)

    async def test_clocks_may_differ_a_little(self, stage: Stage) -> None:
        """A post whose network's clock is half a minute behind ours is found all the same."""
        wanted = content("Half a minute behind")
        prepared = await stage.prepare(wanted)
        await stage.commit(wanted, prepared)
        assert await stage.find(wanted, prepared, since=stage.clock.now() + timedelta(seconds=30))

    async def test_another_publication_is_no_proof(self, stage: Stage) -> None:
        """A post that is known to be another publication with the same words does not count twice."""
        wanted = content("The same words")
        prepared = await stage.prepare(wanted)
        other = await stage.commit(wanted, prepared)
        assert await stage.find(wanted, prepared, taken=frozenset({other.remote_id})) is None

    async def test_other_pictures_are_no_proof(self, stage: Stage) -> None:
        """The same words with another number of pictures are another post."""
        wanted = content("With or without")
        without, with_one = await stage.prepare(wanted), await stage.prepare(wanted, picture())
        await stage.commit(wanted, without)
        assert await stage.find(wanted, with_one) is None
        assert await stage.find(wanted, without)

    async def test_among_many(self, stage: Stage) -> None:
        """Found behind more posts than one page of the listing shows."""
        await stage.settings(rate_limits=False)
        wanted = content("The first of many")
        prepared = await stage.prepare(wanted)
        receipt = await stage.commit(wanted, prepared)
        for number in range(105):
            other = content(f"number {number}")
            await stage.commit(other, prepared)
        found = await stage.find(wanted, prepared)
        assert found is not None
        assert found.remote_id == receipt.remote_id
        absent = content("never posted")
        assert await stage.find(absent, prepared) is None
