"""What the capability registry says of a network, tried on its sandbox: one suite for all, one test for each ability."""

import dataclasses
import json
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from uuid import uuid4

import httpx

from services.publisher.domain.access import App, Choice, ConsentRequest
from services.publisher.domain.content import Content, Receipt, part_count, part_of
from services.publisher.errors import RefusedError
from services.publisher.networks.clients import make_client
from services.publisher.networks.connectors import Tools, make_connectors
from services.publisher.ports import Consenting, Deleting, Editing, Live, Measuring, MeasuringAccounts
from services.publisher.tests.attachments import Picture
from services.publisher.tests.integration.pulled import shown
from services.publisher.tests.integration.stage import Stage, seconds_from_now, sha256
from services.publisher.tests.offers import Offer, offer
from shared.capabilities import Capability
from shared.capabilities.validating import validate

APP = App("sandbox-client", "sandbox-client-secret")
REDIRECT = "http://127.0.0.1:8080/v1/connect/callback"
PASSED = "passed"
DAY = 86_400
OPENED: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("linkedin", "measure posts"): {"kind": "organization"},
        ("linkedin", "measure account"): {"kind": "organization"},
    }
)
"""What the sandbox is told when it opens an account for an ability that not every kind of account has."""
ELSEWHERE: Mapping[str, set[str]] = MappingProxyType({"linkedin": {"saves", "profile_clicks"}})
"""Figures that another kind of account has: of LinkedIn's members, shown in test_linkedin_offers.py."""
IRREVERSIBLE: Mapping[str, str] = MappingProxyType(
    {
        "bluesky": "putRecord",
        "discord": "messages.create",
        "facebook": "feed.create",
        "instagram": "media_publish",
        "linkedin": "posts.create",
        "mastodon": "statuses.create",
        "pinterest": "pins.create",
        "telegram": "sendMessage",
        "threads": "threads_publish",
        "tiktok": "upload.finish",
        "webhook": "hooks.receive",
        "whatsapp": "messages.create",
        "x": "tweets.create",
        "youtube": "videos.finish",
    }
)
"""The sandbox's name of the call that publishes the plainest post."""
# Letters that every network counts as one, whatever its unit.
LETTER = "x"
FIGURES = {
    "views": 340,
    "reach": 300,
    "engagements": 90,
    "likes": 31,
    "clicks": 17,
    "comments": 13,
    "shares": 11,
    "saves": 7,
    "profile_clicks": 5,
    "quotes": 3,
}


def made(stage: Stage, capability: Capability, ability: str, text: str = "") -> Offer:
    """A post with this ability that our own validator takes, its attachments where the network can fetch them."""
    made = offer(capability, ability, stage.opened["remote_id"], text)
    content = made.content
    assert validate(capability, content.text, content.media, content.details) == []
    return dataclasses.replace(made, attachments=tuple(map(shown, made.attachments)))


async def publish(stage: Stage, content: Content, attachments: tuple[Picture, ...]) -> list[Receipt]:
    """All its parts, one after the other."""
    receipts: list[Receipt] = []
    for index in range(part_count(content)):
        part = part_of(content, index, tuple(receipts))
        with_part = attachments if part.role in {"post", "message"} else ()
        receipts.append(await stage.publish(part, *with_part))
    return receipts


async def published(stage: Stage, capability: Capability, ability: str) -> list[Receipt]:
    """A post with this ability, live."""
    post = made(stage, capability, ability)
    return await publish(stage, post.content, post.attachments)


async def shows(stage: Stage, capability: Capability, ability: str) -> str:
    """The wall has each part once, with its text, its attachments as they were, and what the ability adds."""
    post = made(stage, capability, ability)
    receipts = await publish(stage, post.content, post.attachments)
    wall = await stage.wall()
    if ability == "visibility":
        assert len(wall) == len(receipts)  # what few people may see need not have an address
    else:
        assert [one["remote_id"] for one in wall] == [receipt.remote_id for receipt in receipts]
        assert wall[0]["url"] == receipts[0].url
    assert post.content.text in wall[0]["text"]
    assert [item["sha256"] for item in wall[0]["media"]] == [sha256(one) for one in post.attachments]
    everything = json.dumps(wall, ensure_ascii=False)
    assert [word for word in post.words if word not in everything] == []
    return PASSED


async def connects(stage: Stage, capability: Capability) -> str:
    """The credentials that the registry names are all it takes, and the account is the one that was opened."""
    named = {field.name for field in capability.connecting.credentials}
    assert named
    identity = await stage.connector.identify(stage.access)
    assert (identity.remote_id, identity.handle) == (stage.opened["remote_id"], stage.opened["handle"])
    return PASSED


async def consents(stage: Stage, capability: Capability, *, deny: bool) -> list[Choice]:
    """As a person does it in a browser: the page, yes or no, and back with the answer."""
    request = ConsentRequest("a state", REDIRECT, stage.access.hosts)
    async with make_client(allow_private=True) as http:
        connector = make_connectors(Tools(http, stage.clock, {capability.network: APP}))[capability.network]
        assert isinstance(connector, Consenting)
        page = await connector.start_consent(request)
        does = {"deny": "1"} if deny else {"login_hint": stage.opened["handle"]}
        back = await http.get(httpx.URL(page.url).copy_merge_params(does))
        answer = dict(httpx.URL(back.headers["location"]).params)
        assert answer["state"] == request.state
        return list(await connector.finish_consent(request, page, answer))


async def consent_gives_an_account(stage: Stage, capability: Capability) -> str:
    """A yes gives accounts to choose from, each with a right that publishes; a no gives none and is told as that."""
    refused = await stage.failing(RefusedError, consents(stage, capability, deny=True))
    assert refused.failure.error_class == "reconnect"
    choices = await consents(stage, capability, deny=False)
    assert choices
    chosen = next((one for one in choices if one.identity.remote_id == stage.opened["remote_id"]), choices[0])
    stage.grant = chosen.grant
    stage.opened |= {"remote_id": chosen.identity.remote_id, "handle": chosen.identity.handle}
    assert (await stage.connector.identify(stage.access)).remote_id == chosen.identity.remote_id
    await published(stage, capability, "consent")
    assert len(await stage.wall()) == 1
    return PASSED


async def judges_alike(stage: Stage, capability: Capability) -> str:
    """The longest text that our validator takes is taken; one letter more is refused by both."""
    plain = made(stage, capability, "validate")
    limits = capability.text.limits
    if plain.attachments and capability.text.caption_limits:
        limits = capability.text.caption_limits
    longest = LETTER * min(limit.max for limit in limits)
    await publish(stage, dataclasses.replace(plain.content, text=longest), plain.attachments)
    assert await stage.texts() == [longest]

    longer = dataclasses.replace(plain.content, publication_id=uuid4(), text=longest + LETTER)
    problems = validate(capability, longer.text, longer.media, longer.details)
    assert [(problem.code, problem.actual) for problem in problems] == [("text_too_long", len(longer.text))]
    if limits[0].source == "own":
        return PASSED  # no network's limit but ours: nobody else refuses
    refused = await stage.failing(RefusedError, publish(stage, longer, plain.attachments))
    assert (refused.failure.error_class, refused.failure.who_must_act) == ("invalid", "author")
    assert await stage.texts() == [longest]
    return PASSED


async def renews(stage: Stage, capability: Capability) -> str:
    """What ends can be renewed, and publishes afterwards; what does not end asks for nobody but its owner."""
    if stage.grant.refresh_at is None:
        try:
            await stage.refresh()
        except RefusedError as refused:
            assert refused.failure.error_class == "reconnect"  # noqa: PT017  either is right
            return "nothing to renew"
    else:
        await stage.clock.advance(max(0.0, (stage.grant.refresh_at - stage.clock.now()).total_seconds()))
        before = dict(stage.grant.secrets)
        assert dict((await stage.refresh()).secrets) != before
    await published(stage, capability, "renewal")
    assert len(await stage.wall()) == 1
    return PASSED


async def is_told_of_a_revocation(stage: Stage, capability: Capability) -> str:
    """A right that was taken back asks the account's owner, posts nothing, and no renewal brings it back."""
    post = made(stage, capability, "revocation")
    await stage.fault(None, "revoked")
    refused = await stage.failing(RefusedError, publish(stage, post.content, post.attachments))
    if refused.failure.error_class == "auth_expired":
        refused = await stage.failing(RefusedError, stage.refresh())
    assert (refused.failure.error_class, refused.failure.who_must_act) == ("reconnect", "account_owner")
    refused = await stage.failing(RefusedError, stage.connector.identify(stage.access))
    assert refused.failure.error_class in {"reconnect", "auth_expired"}
    assert await stage.wall() == []
    return PASSED


async def heeds_a_rate_limit(stage: Stage, capability: Capability) -> str:
    """It waits as long as the network says, has posted nothing, and posts once afterwards."""
    post = made(stage, capability, "rate limit")
    await stage.fault(IRREVERSIBLE[capability.network], "rate_limited", seconds=40)
    refused = await stage.failing(RefusedError, publish(stage, post.content, post.attachments))
    assert refused.failure.error_class == "rate_limited"
    assert refused.failure.retry_at is not None
    assert 30 < seconds_from_now(refused.failure.retry_at) < DAY
    assert await stage.wall() == []
    await publish(stage, post.content, post.attachments)
    assert len(await stage.wall()) == 1
    return PASSED


async def edits(stage: Stage, capability: Capability) -> str:
    """The text becomes the new one, and stays it when that is said twice."""
    connector = stage.connector
    assert isinstance(connector, Editing)
    receipt = (await published(stage, capability, "edit"))[0]
    better = part_of(made(stage, capability, "edit", "Better bread").content, 0)
    for _ in range(2):
        receipt = await connector.edit(stage.access, Live(receipt, stage.clock.now()), better)
    alive = [post["text"] for post in await stage.wall() if not post["deleted"]]
    assert alive == ["Better bread"]
    return PASSED


async def deletes(stage: Stage, capability: Capability) -> str:
    """It is gone, and deleting what is gone is no error."""
    connector = stage.connector
    assert isinstance(connector, Deleting)
    receipt = (await published(stage, capability, "delete"))[0]
    for _ in range(2):
        await connector.delete(stage.access, Live(receipt, stage.clock.now()))
    assert [post["deleted"] for post in await stage.wall()] == [True]
    return PASSED


async def measures_posts(stage: Stage, capability: Capability) -> str:
    """Each figure of the registry under its name and none beside, with the numbers that the network has."""
    connector, rules = stage.connector, capability.metrics
    assert isinstance(connector, Measuring)
    assert rules is not None
    seen: set[str] = set()
    forms = ["measure posts", *(["post: video"] if "video" in capability.supports else [])]
    for ability in forms:
        receipt = (await published(stage, capability, ability))[0]
        await stage.figures(receipt.remote_id, **FIGURES)
        live = Live(receipt, stage.clock.now())
        await _days_later(stage)
        figures = (await connector.measure(stage.access, [live]))[receipt.remote_id]
        assert set(figures) <= set(rules.post)
        exact = {name: value for name, value in figures.items() if name in {"likes", "comments"}}
        assert exact == {name: FIGURES[name] for name in exact}
        seen |= set(figures)
    assert seen == set(rules.post) - ELSEWHERE.get(capability.network, set())
    return PASSED


async def measures_the_account(stage: Stage, capability: Capability) -> str:
    """Each figure of the registry under its name, and none beside."""
    connector = stage.connector
    assert isinstance(connector, MeasuringAccounts)
    assert capability.metrics is not None
    await published(stage, capability, "measure account")
    await _days_later(stage)
    assert set(await connector.measure_account(stage.access)) == set(capability.metrics.account)
    return PASSED


async def _days_later(stage: Stage) -> None:
    """When even the slowest figures are there."""
    await stage.clock.advance(4 * DAY)
    if stage.grant.refresh_at and stage.grant.refresh_at <= stage.clock.now():
        await stage.refresh()


BEYOND_POSTS: Mapping[str, Callable[[Stage, Capability], Awaitable[str]]] = {
    "connect": connects,
    "consent": consent_gives_an_account,
    "validate": judges_alike,
    "renewal": renews,
    "revocation": is_told_of_a_revocation,
    "rate limit": heeds_a_rate_limit,
    "edit": edits,
    "delete": deletes,
    "measure posts": measures_posts,
    "measure account": measures_the_account,
}
"""What shows each ability that is not a kind of post; each tells how it is shown."""
