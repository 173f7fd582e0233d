"""What people say of publications whose outcome nobody knows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.publisher.domain.control import HALTED, confirm, untouchable, wait_for_halt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import Publication
from services.publisher.networks.addresses import remote_id_at
from services.publisher.tests.unit.publications import NOW, made_publication
from shared.events import NetworkName, PostDetails, ThreadPart

ADDRESS = "https://network.example/7"


@pytest.fixture
def uncertain() -> Publication:
    return made_publication(network="instagram", state="uncertain", unknown_since=NOW)


@pytest.mark.parametrize(
    ("network", "address", "remote_id"),
    [
        ("discord", "https://discord.com/channels/11/22/33", "33"),
        ("linkedin", "https://www.linkedin.com/feed/update/urn:li:share:71/", "urn:li:share:71"),
        ("linkedin", "https://www.linkedin.com/posts/acme_tea-activity-71-abcd", None),
        ("mastodon", "https://social.example/@acme/109", "109"),
        ("mastodon", "https://social.example/@acme@other.example/109?x=1", "109"),
        ("mastodon", "https://social.example/users/acme/statuses/109", "109"),
        ("mastodon", "https://social.example/@acme", None),
        ("pinterest", "https://www.pinterest.com/pin/42/", "42"),
        ("telegram", "https://t.me/acme/7?single", "7"),
        ("telegram", "https://t.me/c/1234/77", "77"),
        ("telegram", "https://t.me/acme", None),
        ("tiktok", "https://www.tiktok.com/@acme/video/9", "9"),
        ("x", "https://x.com/acme/status/12?s=20", "12"),
        ("x", "https://x.com/acme/status/12abc", None),
        ("youtube", "https://www.youtube.com/watch?v=abc-DEF_123&t=1", "abc-DEF_123"),
        ("youtube", "https://youtu.be/abc-DEF_123", "abc-DEF_123"),
        ("instagram", "https://www.instagram.com/p/Cabc/", None),
    ],
)
def test_an_address_tells_the_id_where_it_holds_it(
    network: NetworkName, address: str, remote_id: str | None
) -> None:
    """As people copy it from a browser or an app; anything else tells nothing, rather than something wrong."""
    assert remote_id_at(network, address) == remote_id


def test_nothing_is_added_to_a_post_whose_id_is_not_known(uncertain: Publication) -> None:
    """The address stands for the id nowhere: the rest is not sent, which is told, and nothing is asked of the post."""
    thread = replace(
        uncertain, content=replace(uncertain.content, details=PostDetails(thread=(ThreadPart(text="2"),)))
    )
    seen = confirm(thread, ADDRESS, None, NOW)

    assert (seen.state, seen.receipt and seen.receipt.url) == ("published", ADDRESS)
    assert seen.failure is not None
    assert seen.failure.code == "publication.id_unknown"
    assert seen.receipt is not None
    assert untouchable(seen.receipt) is not None


def test_a_post_whose_id_is_known_goes_on(uncertain: Publication) -> None:
    """As if its network had answered."""
    thread = replace(
        uncertain, content=replace(uncertain.content, details=PostDetails(thread=(ThreadPart(text="2"),)))
    )
    seen = confirm(thread, ADDRESS, "7", NOW)

    assert (seen.state, seen.part.index, seen.part.earlier[-1].remote_id) == ("waiting", 1, "7")
    assert untouchable(seen.part.earlier[-1]) is None


def test_what_is_halted_asks_again(uncertain: Publication) -> None:
    """Within minutes, should nobody wake it, and at the latest when its time is over; then it fails."""
    waiting, why = replace(uncertain, state="waiting"), failure("restricted", HALTED, "stopped")
    later = waiting.give_up_at - timedelta(seconds=9)

    assert wait_for_halt(waiting, why, NOW).wait_seconds == 300
    assert wait_for_halt(waiting, why, later).wait_seconds == 9
    assert wait_for_halt(waiting, why, waiting.give_up_at).state == "failed"
