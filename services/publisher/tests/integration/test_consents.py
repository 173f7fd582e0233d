"""Consents from the first request to accounts that publish, against the sandbox's X."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
import pytest_asyncio

from services.publisher.tests.integration.conftest import Networks, System, Told
from services.publisher.tests.integration.consents import Consent
from shared.events import AccountConnected, AccountDegraded, ConnectionRequested, PostDue
from shared.ids import new_id, publication_id
from shared.testing.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as http:
        yield http


@pytest.fixture
def consent(system: System, browser: httpx.AsyncClient) -> Consent:
    return Consent(system, browser)


async def rows(system: System, query: str, *arguments: Any) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(system.settings.database_url)
    try:
        found: list[asyncpg.Record] = await connection.fetch(query, *arguments)
        return found
    finally:
        await connection.close()


async def stored(system: System, consent: Consent) -> asyncpg.Record:
    [row] = await rows(system, "select * from connections where connection_id = $1", consent.connection_id)
    return row


async def connect(consent: Consent, networks: Networks, told: Told, handle: str) -> UUID:
    """All the way to a connected account."""
    account_id = uuid4()
    networks.opened.add(account_id)
    known = len(told.events(AccountConnected))
    await consent.request()
    await consent.consent(handle)
    await consent.bring()
    [choice] = (await consent.offered()).choices
    await consent.choose((choice.choice_id, account_id, 1))
    await told.wait_for(AccountConnected, known + 1)
    return account_id


async def test_a_consent_becomes_an_account_that_publishes(
    system: System, consent: Consent, networks: Networks, told: Told
) -> None:
    """Asked, opened, answered, offered, chosen; the account is who consented, and nothing is kept of the consent."""
    handle = f"c{uuid4().hex[:8]}"
    account_id = await connect(consent, networks, told, handle)

    connected = told.events(AccountConnected)[-1]
    offered = (await consent.offered()).choices[0]
    assert (connected.account_id, connected.handle) == (account_id, handle)
    assert (offered.kind, offered.remote_id, offered.handle) == ("account", connected.remote_id, handle)
    now, post_id = datetime.now(UTC), new_id()
    due = PostDue(
        organization_id=consent.organization_id,
        publication_id=publication_id(post_id, account_id, now),
        post_id=post_id,
        account_id=account_id,
        network="x",
        revision=1,
        due_at=now,
        text="Connected by consent.",
        media=(),
        emitted_at=now,
    )
    await system.topics.tell(due)
    await told.published()
    row = await stored(system, consent)
    assert (row["state"], row["secrets"]) == ("done", None)


async def test_a_refusal_is_told_in_the_networks_words(system: System, consent: Consent) -> None:
    """Who says no on the network's page connects nothing."""
    await consent.request()
    await consent.consent("somebody", deny="1")
    await consent.bring()

    failed = await consent.failed()
    assert (failed.code, failed.detail) == ("x.consent_denied", "access_denied")
    assert (await stored(system, consent))["secrets"] is None


async def test_a_wrong_code_and_a_used_one_connect_nothing(
    system: System, browser: httpx.AsyncClient
) -> None:
    """The network refuses them, and so do we."""
    wrong = Consent(system, browser)
    await wrong.request()
    await wrong.consent("somebody")
    wrong.answer["code"] = "guessed"
    await wrong.bring()

    failed = await wrong.failed()
    assert failed.who_must_act == "account_owner"
    assert "guessed" not in failed.model_dump_json()


async def test_a_network_without_an_application_is_the_operators_matter(
    system: System, browser: httpx.AsyncClient
) -> None:
    """It says who must act; and a network without a consent page is refused outright."""
    unknown = Consent(system, browser, network="bluesky")
    await unknown.request()

    failed = await unknown.failed()
    assert (failed.code, failed.who_must_act) == ("connection.not_offered", "operator")


async def test_what_nobody_finishes_is_erased(system: System, consent: Consent) -> None:
    """A quarter of an hour after it was begun nothing of a consent is left, and that is told."""
    await consent.request()
    await consent.page()
    await rows(
        system,
        "update connections set expires_at = now() - interval '1 second' where connection_id = $1",
        consent.connection_id,
    )

    assert (await consent.failed()).code == "connection.expired"
    row = await stored(system, consent)
    assert (row["state"], row["secrets"]) == ("failed", None)


async def test_a_request_that_is_told_again_much_later_begins_nothing(
    system: System, consent: Consent, browser: httpx.AsyncClient
) -> None:
    """As after a lost Kafka: consents of long ago are over."""
    late = Consent(system, browser)
    await late.request(expires_in=-3600.0)
    await consent.request()
    await consent.page()

    found = await rows(system, "select from connections where connection_id = $1", late.connection_id)
    assert found == []


async def test_reconnecting_keeps_what_renews_the_account(
    system: System, consent: Consent, networks: Networks, told: Told, browser: httpx.AsyncClient
) -> None:
    """The same account again, under its id; another organisation's is not touched."""
    handle = f"c{uuid4().hex[:8]}"
    account_id = await connect(consent, networks, told, handle)
    again = Consent(system, browser, organization_id=consent.organization_id)
    await again.request(account_id=account_id)
    await again.consent(handle)
    await again.bring()
    await again.offered()
    await again.choose(("1", account_id, 2))
    await told.wait_for(AccountConnected, 2)
    foreign = Consent(system, browser)
    await foreign.request()
    await foreign.consent("stranger")
    await foreign.bring()
    await foreign.offered()
    await foreign.choose(("1", account_id, 3))
    await system.topics.dead_letters("connection.chosen", "publisher", 1)

    [row] = await rows(system, "select * from accounts where account_id = $1", account_id)
    assert (row["organization_id"], row["state"], row["authorized_revision"]) == (
        consent.organization_id,
        "connected",
        2,
    )


async def test_a_choice_after_the_grant_was_erased_harms_no_account(
    system: System, consent: Consent, networks: Networks, told: Told, browser: httpx.AsyncClient
) -> None:
    """One that had credentials goes on with them; a new one says that the consent came too late."""
    account_id = await connect(consent, networks, told, f"c{uuid4().hex[:8]}")
    fresh = uuid4()
    networks.opened.add(fresh)
    late = Consent(system, browser, organization_id=consent.organization_id)
    await late.request()
    await late.consent("somebody")
    await late.bring()
    await late.offered()
    await rows(
        system,
        "update connections set expires_at = now() - interval '1 second' where connection_id = $1",
        late.connection_id,
    )
    await late.failed()
    await late.choose(("1", account_id, 2), ("2", fresh, 1))

    [degraded] = await told.wait_for(AccountDegraded)
    connected = await told.wait_for(AccountConnected, 2)
    assert (degraded.account_id, degraded.code) == (fresh, "connection.expired")
    assert connected[1].account_id == account_id


async def test_a_network_that_is_slow_to_answer_is_asked_again(
    consent: Consent, networks: Networks, told: Told
) -> None:
    """Trouble on the way to the exchange loses no consent."""
    fault = {"network": "x", "call": "oauth.token", "mode": "drop_before_accept", "times": 1}
    await networks.add_fault(fault)

    await connect(consent, networks, told, f"c{uuid4().hex[:8]}")

    assert await networks.fired() == 1


async def test_a_sealed_state_for_another_connection_opens_nothing(system: System, consent: Consent) -> None:
    """What was sealed for one connection can't be put under another."""
    other = uuid4()
    keys = consent.__dict__["_keys"]
    await system.topics.tell(
        ConnectionRequested(
            organization_id=consent.organization_id,
            connection_id=other,
            network="x",
            revision=1,
            redirect_url="http://127.0.0.1/callback",
            sealed_state=consent._sealed("state"),
            reply_key=keys[1],
            expires_at=datetime.now(UTC) + timedelta(minutes=10),
        )
    )
    misplaced = Consent(system, consent.http, connection_id=other)

    failed = await misplaced.failed()
    assert failed.code == "connection.unreadable"
    await eventually(lambda: failed.who_must_act == "operator")
