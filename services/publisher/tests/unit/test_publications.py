"""The life of a publication, without clock or database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.publisher.domain.content import Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.domain.publications import (
    Patience,
    Publication,
    grow_uncertain,
    hold,
    look_again,
    lose_track,
    not_found,
    publish,
    refuse_repeat,
    set_back,
)
from services.publisher.tests.unit.publications import NOW, made_publication
from shared.events import ErrorClass

PATIENCE = Patience(setbacks=4, looks=(1.0, 2.0), repeats=(1.0, 5.0))
TRANSIENT = failure("transient", "x.unreachable", "no route to host")
LOST = failure("transient", "x.connection_lost", "the connection was cut")


@pytest.fixture
def waiting() -> Publication:
    return made_publication()


def test_trouble_on_the_way_backs_off_and_ends(waiting: Publication) -> None:
    """Each wait is longer, until there have been too many."""
    waits = []
    publication = waiting
    while publication.state == "waiting":
        publication = set_back(publication, TRANSIENT, NOW, PATIENCE, jitter=1.0)
        if publication.wait_seconds is not None:
            waits.append(publication.wait_seconds)

    assert waits == [1.0, 2.0, 4.0]
    assert publication.state == "failed"
    assert publication.failure == TRANSIENT


def test_nothing_waits_beyond_its_time(waiting: Publication) -> None:
    """What could not go out until then fails, whoever is to blame."""
    late = replace(waiting, give_up_at=NOW + timedelta(seconds=0.1))

    assert set_back(late, TRANSIENT, NOW, PATIENCE, jitter=1.0).state == "failed"
    assert hold(replace(waiting, give_up_at=NOW), TRANSIENT, NOW).state == "failed"
    assert hold(waiting, TRANSIENT, NOW).waits_for_account


def test_a_rate_limit_is_no_setback(waiting: Publication) -> None:
    """However often the network names a time, the publication comes back at it."""
    limited = failure("rate_limited", "x.rate_limited", "slow down", retry_at=NOW + timedelta(seconds=90))
    publication = waiting
    for _ in range(50):
        publication = set_back(publication, limited, NOW, PATIENCE, jitter=1.0)

    assert (publication.state, publication.wait_seconds, publication.setbacks) == ("waiting", 90.0, 0)


@pytest.mark.parametrize("error_class", ["invalid", "duplicate", "restricted", "superseded"])
def test_what_the_network_refuses_for_good_fails_at_once(
    waiting: Publication, error_class: ErrorClass
) -> None:
    """Doing it again would be refused again."""
    refused = set_back(waiting, failure(error_class, "x.no", "no"), NOW, PATIENCE, jitter=1.0)

    assert (refused.state, refused.wait_seconds) == ("failed", None)


def test_renewed_credentials_are_tried_at_once_but_not_for_ever(waiting: Publication) -> None:
    """A network that refuses fresh tokens as well is like any other trouble."""
    expired = failure("auth_expired", "x.token_expired", "expired")
    first = set_back(waiting, expired, NOW, PATIENCE, jitter=1.0)
    second = set_back(first, expired, NOW, PATIENCE, jitter=1.0)

    assert first.wait_seconds == 0.0
    assert second.wait_seconds == 2.0


def test_uploads_that_are_gone_are_prepared_again_under_the_same_key(waiting: Publication) -> None:
    """The document stays for its key; it only counts as run out."""
    prepared = replace(waiting, prepared=Prepared({"rkey": "k"}, NOW + timedelta(hours=1)))
    gone = failure("transient", "x.media_gone", "not found", prepare_again=True)

    again = set_back(prepared, gone, NOW, PATIENCE, jitter=1.0).prepared

    assert again == Prepared({"rkey": "k"}, NOW)


def test_uploads_that_were_lost_while_the_network_worked_on_them_begin_anew(waiting: Publication) -> None:
    """What was half done is not gone on with: there is nothing left to ask after."""
    half = replace(waiting, prepared=Prepared({"rkey": "3k"}, NOW + timedelta(hours=1), ready_in=8.0))
    lost = failure("transient", "bluesky.video_lost", "the server did not take the file", prepare_again=True)
    prepared = set_back(half, lost, NOW, PATIENCE, jitter=1.0).prepared

    assert prepared == Prepared({"rkey": "3k"}, until=NOW, ready_in=0.0)


def test_only_the_last_look_proves_absence_and_only_once(waiting: Publication) -> None:
    """Unknown, looked for twice, published again; unknown again, looked for twice, then a person's."""
    attempting = replace(waiting, state="attempting")
    unknown = lose_track(attempting, LOST, NOW, "look_up", PATIENCE)
    assert (unknown.state, unknown.wait_seconds) == ("unknown", 1.0)
    once = not_found(unknown, PATIENCE)
    assert (once.state, once.wait_seconds) == ("unknown", 2.0)
    absent = not_found(once, PATIENCE)
    assert (absent.state, absent.repeats, absent.wait_seconds) == ("waiting", 1, 0.0)

    again = lose_track(replace(absent, state="attempting"), LOST, NOW, "look_up", PATIENCE)
    last = not_found(not_found(again, PATIENCE), PATIENCE)

    assert again.looks == 0
    assert last.state == "uncertain"


def test_repeats_with_the_same_key_wait_longer_each_time(waiting: Publication) -> None:
    """The last wait stays."""
    waits = []
    publication = waiting
    for _ in range(3):
        publication = lose_track(publication, LOST, NOW, "repeat", PATIENCE)
        waits.append(publication.wait_seconds)

    assert waits == [1.0, 5.0, 5.0]


def test_a_refused_repeat_says_nothing_of_the_first_call(waiting: Publication) -> None:
    """Unless it is the content that is refused: then the first call was refused as well."""
    unknown = lose_track(waiting, LOST, NOW, "repeat", PATIENCE)
    limited = failure("rate_limited", "x.rate_limited", "wait", retry_at=NOW + timedelta(seconds=30))
    invalid = failure("invalid", "x.text_too_long", "too long")

    later = refuse_repeat(unknown, limited, NOW, PATIENCE)

    assert (later.state, later.wait_seconds) == ("unknown", 30.0)
    assert refuse_repeat(unknown, failure("restricted", "x.no", "no"), NOW, PATIENCE).state == "unknown"
    assert refuse_repeat(unknown, invalid, NOW, PATIENCE).state == "failed"


def test_what_stays_unknown_becomes_a_persons_and_looking_ends_after_a_day(waiting: Publication) -> None:
    """Told once; then looked for now and then; a late find still counts."""
    unknown = look_again(lose_track(waiting, LOST, NOW, "look_up", PATIENCE), LOST, 5.0)
    assert grow_uncertain(unknown, NOW + timedelta(minutes=14), PATIENCE).state == "unknown"
    uncertain = grow_uncertain(unknown, NOW + timedelta(minutes=15), PATIENCE)
    assert (uncertain.state, uncertain.wait_seconds) == ("uncertain", 5.0)
    assert not_found(uncertain, PATIENCE).wait_seconds == PATIENCE.late_look
    assert grow_uncertain(uncertain, NOW + timedelta(days=1), PATIENCE).wait_seconds is None

    found = publish(uncertain, Receipt("1", "https://x.test/1"), NOW)

    assert (found.state, found.failure, found.wait_seconds) == ("published", None, None)
