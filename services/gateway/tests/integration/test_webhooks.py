"""Webhooks over HTTP: registered, told what happens, and looked after."""

import base64
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks.webhooks import WebhookVerificationError

from services.gateway.config import Settings
from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.live import LiveEvent
from services.gateway.tests.conftest import Person
from services.gateway.tests.editorial import new_item, review
from services.gateway.tests.integration.test_notifications import confirm_address
from services.gateway.tests.mailbox import Mailbox
from services.gateway.tests.neighbours import BRIEF, Neighbours, counted
from services.gateway.tests.receiver import Message, Receiver, Reply, receiving, verified
from services.gateway.tests.webhooks import deliveries, disabled, got, logged, registered, shown, tell
from services.gateway.usecases import webhook_log
from services.gateway.usecases.webhook_deliveries import WebhookDeliveries
from shared.service import Service
from shared.working import Lease


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """Of an installation whose operator allows receivers on the machine itself."""
    return settings.model_copy(update={"allow_private_addresses": True})


@pytest_asyncio.fixture(loop_scope="module")
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def test_what_happens_is_told_and_signed(person: Person, gateway: Service, receiver: Receiver) -> None:
    """By the exact format of Standard Webhooks, verified by its own library; once shown, the secret is not shown again."""
    webhook = await registered(person, receiver)
    await tell(gateway, counted(person, 1), counted(person, 2))

    first, second = (await got(receiver, 2))[:2]

    assert [m.data["steps_done"] for m in (first, second)] == [1, 2]
    told = verified(first, webhook["secret"])
    assert set(told) == {"type", "timestamp", "data"}
    assert told["type"] == "content.progressed"
    assert told["timestamp"].endswith("Z")
    assert first.path == "/hook?key=SECRET-PATH"
    assert first.headers["content-type"] == "application/json"
    assert "." not in first.id
    with pytest.raises(WebhookVerificationError):
        verified(Message(first.path, first.headers, first.body + " "), webhook["secret"])
    assert "secret" not in await shown(person, webhook)
    first_log, second_log = await logged(person, webhook, "delivered", 2)
    assert (first_log["event_id"], second_log["event_id"]) == (first.id, second.id)
    detail = (
        await person.http.get(f"/v1/webhooks/{webhook['webhook_id']}/deliveries/{first_log['delivery_id']}")
    ).json()
    assert detail["body"] == told
    (attempt,) = detail["history"]
    assert (attempt["status"], attempt["error"]) == (204, None)
    assert attempt["request_headers"]["webhook-id"] == first.id
    assert "webhook-signature" not in attempt["request_headers"]


async def test_only_what_is_wanted_is_told(
    person: Person, gateway: Service, receiver: Receiver, neighbours: Neighbours
) -> None:
    """By type, group, campaign and account, wherever the event names the account."""
    organization = UUID(person.organization_id)
    account = (await neighbours.connect(person, "mastodon"))["mastodon"]
    campaign = (await person.http.post("/v1/campaigns", json={"name": "One"})).json()["campaign_id"]
    unknown = await person.http.post(
        "/v1/webhooks",
        json={"url": receiver.address, "event_types": ["post.*"], "campaign_ids": [campaign, account]},
    )
    assert (unknown.status_code, unknown.json()["code"]) == (422, "campaign.unknown")
    assert unknown.json()["errors"][0]["pointer"] == "#/campaign_ids/1"

    def event(kind: str, **data: Any) -> LiveEvent:
        return LiveEvent(organization, kind, {**EVENT_TYPES[kind].example, **data})

    await registered(
        person, receiver, event_types=["post.published", "content.*"], url=f"{receiver.address}/types"
    )
    await registered(person, receiver, account_ids=[account], url=f"{receiver.address}/accounts")
    await registered(person, receiver, campaign_ids=[campaign], url=f"{receiver.address}/campaigns")
    target = {"account_id": account, "network": "x", "state": "scheduled"}
    await tell(
        gateway,
        event("post.published"),
        event("post.published", account_id=account),
        event("post.scheduled", targets=[target]),
        event("post.scheduled", campaign_id=campaign),
        event("connection.done", account_ids=[account]),
        event("content.failed"),
        event("account.connected"),
    )

    await got(receiver, 7)

    paths = [(message.path, message.type) for message in receiver.messages]
    assert sorted(paths) == [
        ("/accounts", "connection.done"),
        ("/accounts", "post.published"),
        ("/accounts", "post.scheduled"),
        ("/campaigns", "post.scheduled"),
        ("/types", "content.failed"),
        ("/types", "post.published"),
        ("/types", "post.published"),
    ]


async def test_content_is_of_its_request_s_campaign(person: Person, receiver: Receiver) -> None:
    """Though its events name the request alone."""
    made = [(await person.http.post("/v1/campaigns", json={"name": name})).json() for name in ("One", "Two")]
    campaigns = [campaign["campaign_id"] for campaign in made]
    await registered(person, receiver, campaign_ids=campaigns[:1])
    for campaign_id in campaigns[::-1]:
        answer = await person.http.post("/v1/content-requests", json=BRIEF | {"campaign_id": campaign_id})
        assert answer.status_code == 202, answer.text

    (message,) = await got(receiver, 1)
    assert message.data["request_id"] == answer.json()["request_id"]


async def test_a_review_is_of_its_item_s_campaign(person: Person, receiver: Receiver) -> None:
    """And so is what people say of the item: their events name it alone."""
    made = [(await person.http.post("/v1/campaigns", json={"name": name})).json() for name in ("One", "Two")]
    ours, theirs = (campaign["campaign_id"] for campaign in made)
    await registered(person, receiver, campaign_ids=[ours], event_types=["approval.requested"])
    for campaign_id in (theirs, ours):
        workflow = await review(person, await new_item(person, campaign_id=campaign_id))

    (message,) = await got(receiver, 1)
    assert message.data["workflow_id"] == workflow["workflow_id"]


async def test_sending_goes_on_after_a_fault(
    person: Person, gateway: Service, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is started again, and its connections outlive it."""
    await registered(person, receiver)
    claim, faults = WebhookDeliveries.claim, [RuntimeError("a fault of our own")]

    async def failing(self: WebhookDeliveries, limit: int, lease: Lease) -> Any:
        if faults:
            raise faults.pop()
        return await claim(self, limit, lease)

    monkeypatch.setattr(WebhookDeliveries, "claim", failing)
    await tell(gateway, counted(person, 1))

    await got(receiver, 1)
    assert faults == []


async def test_nobody_is_told_of_others(
    person: Person, stranger: Person, gateway: Service, receiver: Receiver
) -> None:
    """Nor of what happened before the webhook was there; and what is another's does not exist."""
    await tell(gateway, counted(person, 1))
    webhook = await registered(person, receiver)
    await tell(gateway, counted(stranger, 2), counted(person, 3))

    await got(receiver, 1)

    assert [message.data["steps_done"] for message in receiver.messages] == [3]
    address = f"/v1/webhooks/{webhook['webhook_id']}"
    (delivery,) = await deliveries(person, webhook)
    match = {"If-Match": '"v1"'}
    for method, path, body, headers in [
        ("GET", "", None, {}),
        ("PATCH", "", {"description": "mine"}, match),
        ("DELETE", "", None, match),
        ("POST", "/disable", None, {}),
        ("POST", "/enable", {}, {}),
        ("POST", "/test", None, {}),
        ("POST", "/rotate-secret", None, {}),
        ("POST", "/redeliver", {"since": "2026-01-01T00:00:00Z"}, {}),
        ("GET", "/deliveries", None, {}),
        ("GET", f"/deliveries/{delivery['delivery_id']}", None, {}),
        ("POST", f"/deliveries/{delivery['delivery_id']}/redeliver", None, {}),
    ]:
        answer = await stranger.http.request(method, address + path, json=body, headers=headers)
        assert answer.status_code == 404, (method, path, answer.text)
    assert (await stranger.http.get("/v1/webhooks")).json()["items"] == []


async def test_a_secret_is_rotated_with_an_overlap(
    person: Person, gateway: Service, receiver: Receiver
) -> None:
    """Either secret verifies until the overlap ends; without one only the new does."""
    webhook = await registered(person, receiver)
    address = f"/v1/webhooks/{webhook['webhook_id']}/rotate-secret"
    rotated = (await person.http.post(address, json={"overlap_hours": 1})).json()
    await tell(gateway, counted(person, 1))
    (message,) = await got(receiver, 1)

    assert rotated["secret"] != webhook["secret"]
    assert verified(message, rotated["secret"]) == verified(message, webhook["secret"])
    assert [key["expires_at"] is None for key in rotated["keys"]] == [True, False]

    last = (await person.http.post(address, json={"overlap_hours": 0})).json()
    await tell(gateway, counted(person, 2))
    message = (await got(receiver, 2))[1]
    verified(message, last["secret"])
    for former in (webhook["secret"], rotated["secret"]):
        with pytest.raises(WebhookVerificationError):
            verified(message, former)
    assert len(last["keys"]) == 1


async def test_a_receiver_may_know_the_public_key_alone(
    person: Person, gateway: Service, receiver: Receiver
) -> None:
    """Ed25519: what could sign never leaves."""
    webhook = await registered(person, receiver, signature="v1a")
    await tell(gateway, counted(person, 1))
    (message,) = await got(receiver, 1)

    assert webhook["secret"] is None
    (key,) = webhook["keys"]
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public_key"].removeprefix("whpk_")))
    version, _, signature = message.headers["webhook-signature"].partition(",")
    signed = f"{message.id}.{message.headers['webhook-timestamp']}.{message.body}"
    public.verify(base64.b64decode(signature), signed.encode())
    assert version == "v1a"


async def test_a_test_says_what_came_of_it(person: Person, receiver: Receiver) -> None:
    """At once, signed, also while the webhook is disabled; a failure is not repeated."""
    webhook = await registered(person, receiver, event_types=["post.failed"])
    address = f"/v1/webhooks/{webhook['webhook_id']}"
    await person.http.post(f"{address}/disable")
    receiver.judge = lambda _message: Reply(500, {"Content-Type": "text/plain"}, b"no room\x00 left")

    answer = await person.http.post(f"{address}/test", headers={"Prefer": "wait=10"})

    assert (answer.status_code, answer.headers["Preference-Applied"]) == (200, "wait=10")
    assert (answer.json()["state"], answer.json()["last_status"]) == ("failed", 500)
    (message,) = receiver.messages
    assert verified(message, webhook["secret"])["type"] == "webhook.test"
    detail = (await person.http.get(answer.headers["Location"])).json()
    assert detail["history"][0]["response_body"] == "no room\ufffd left"
    assert detail["history"][0]["response_headers"]["content-type"] == "text/plain"


async def test_redelivered_by_hand(
    person: Person, gateway: Service, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One, or all since an instant: under the same id, so that a receiver that has it knows it."""
    webhook = await registered(person, receiver)
    address = f"/v1/webhooks/{webhook['webhook_id']}"
    for number in (1, 2, 3):
        await tell(gateway, counted(person, number))
    ids = [message.id for message in await got(receiver, 3)]
    first, second, _third = await logged(person, webhook, "delivered", 3)
    again = await person.http.post(f"{address}/deliveries/{first['delivery_id']}/redeliver")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert (await got(receiver, 4))[3].id == ids[0]
    await logged(person, webhook, "delivered", 3)

    none = await person.http.post(f"{address}/redeliver", json={"since": second["occurred_at"]})
    assert none.json() == {"count": 0, "more": False, "next_since": None}
    body = {"since": first["occurred_at"], "only": "all"}
    monkeypatch.setattr(webhook_log, "_MOST_REDELIVERED", 2)
    some = (await person.http.post(f"{address}/redeliver", json=body)).json()
    assert (some["count"], some["more"], some["next_since"]) == (2, True, second["occurred_at"])
    await logged(person, webhook, "delivered", 3)
    rest = await person.http.post(f"{address}/redeliver", json={**body, "since": some["next_since"]})
    assert [message.id for message in receiver.messages[4:6]] == ids[:2]
    await got(receiver, 6 + rest.json()["count"])
    assert receiver.messages[-1].id == ids[2]


async def test_gone_disables_and_enabling_sends_what_was_kept(
    person: Person, gateway: Service, receiver: Receiver
) -> None:
    """410 is the receiver's own word; what happens meanwhile is kept, and told in order."""
    webhook = await registered(person, receiver, event_types=["content.*"])
    receiver.judge = lambda _message: Reply(410)
    await tell(gateway, counted(person, 1))

    found = await disabled(person, webhook)
    assert (found["disabled_because"], found["health"]["last_error"]) == ("gone", "gone")
    await tell(gateway, counted(person, 2), counted(person, 3))
    await logged(person, webhook, "waiting", 3)
    assert len(receiver.messages) == 1

    receiver.judge = lambda _message: Reply()
    enabled = await person.http.post(f"/v1/webhooks/{webhook['webhook_id']}/enable", json={})
    assert (enabled.json()["state"], enabled.json()["health"]["failures"]) == ("enabled", 0)
    await got(receiver, 4)
    assert [message.data["steps_done"] for message in receiver.taken()] == [1, 2, 3]


async def test_the_owner_hears_that_a_receiver_is_gone(
    person: Person, gateway: Service, receiver: Receiver, mailbox: Mailbox
) -> None:
    """By e-mail and in the app; the address itself, whose path may be a secret, is in neither."""
    await confirm_address(gateway, person)
    await registered(person, receiver, event_types=["content.*"])
    receiver.judge = lambda _message: Reply(410)
    await tell(gateway, counted(person, 1))

    mail = await mailbox.newest_for(person.email, "The webhook at 127.0.0.1 is disabled (gone)")
    assert "SECRET-PATH" not in mail.as_string()


async def test_a_backlog_may_be_discarded(person: Person, gateway: Service, receiver: Receiver) -> None:
    """Then only what happens from now on is sent; the log says what was not."""
    webhook = await registered(person, receiver, event_types=["content.*"])
    address = f"/v1/webhooks/{webhook['webhook_id']}"
    await person.http.post(f"{address}/disable")
    await tell(gateway, counted(person, 1))
    await logged(person, webhook, "waiting", 1)
    await person.http.post(f"{address}/enable", json={"discard_backlog": True})
    await tell(gateway, counted(person, 2))

    await got(receiver, 1)
    assert [message.data["steps_done"] for message in receiver.messages] == [2]
    await logged(person, webhook, "discarded", 1)


async def test_changed_and_deleted_by_its_revision(person: Person, receiver: Receiver) -> None:
    """As everything else: nobody's change is overwritten unseen."""
    webhook = await registered(person, receiver)
    address = f"/v1/webhooks/{webhook['webhook_id']}"
    body = {"description": "The wall", "event_types": ["post.failed", "post.failed"]}

    assert (await person.http.patch(address, json=body)).status_code == 428
    changed = await person.http.patch(address, json=body, headers={"If-Match": '"v1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"v2"')
    assert changed.json()["event_types"] == ["post.failed"]
    stale = await person.http.patch(address, json=body, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    assert (await person.http.delete(address, headers={"If-Match": '"v2"'})).status_code == 204
    assert (await person.http.get(address)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"url": "https://hooks.example.com", "event_types": []},
        {"url": "https://hooks.example.com", "event_types": ["post.eaten"]},
        {"url": "https://hooks.example.com", "event_types": ["*.failed"]},
        {"url": "ftp://hooks.example.com", "event_types": ["*"]},
        {"url": "https://hooks.example.com/\u0000", "event_types": ["*"]},
        {"url": "https://hooks.example.com", "event_types": ["*"], "signature": "v2"},
        {"url": "https://hooks.example.com", "event_types": ["*"], "colour": "red"},
    ],
)
async def test_what_is_no_webhook_is_refused(person: Person, body: dict[str, Any]) -> None:
    """With where it is wrong."""
    answer = await person.http.post("/v1/webhooks", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"]


async def test_no_secret_lies_about(
    person: Person,
    gateway: Service,
    receiver: Receiver,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither a signing secret nor the secret path of an address is in any table in the clear, but the address's own
    column, nor in a log or a live event."""
    webhook = await registered(person, receiver)
    receiver.judge = lambda _message: Reply(410)
    await tell(gateway, counted(person, 1))
    await disabled(person, webhook)
    rotated = await person.http.post(
        f"/v1/webhooks/{webhook['webhook_id']}/rotate-secret", json={}, headers={"Idempotency-Key": "again"}
    )

    connection = await asyncpg.connect(settings.database_url)
    try:
        tables = await connection.fetch(
            "select table_name from information_schema.tables where table_schema = 'public'"
            " and table_type = 'BASE TABLE'"
        )
        found: set[str] = set()
        for (table,) in tables:
            text = await connection.fetchval(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
            for secret in (webhook["secret"], rotated.json()["secret"], "SECRET-PATH"):
                if secret in text or secret.removeprefix("whsec_") in text:
                    found.add(f"{table} {secret == 'SECRET-PATH'}")
    finally:
        await connection.close()
    assert found == {"webhooks True"}
    logged = capsys.readouterr().out
    assert "webhook disabled" in logged
    assert "SECRET-PATH" not in logged
    assert webhook["secret"] not in logged


async def test_a_create_that_is_sent_again_makes_one(person: Person, receiver: Receiver) -> None:
    """And gets the same secret, or its sender would have none."""
    body, key = {"url": receiver.address, "event_types": ["*"]}, {"Idempotency-Key": "one"}
    answers = [await person.http.post("/v1/webhooks", json=body, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await person.http.get("/v1/webhooks")).json()["items"]) == 1
