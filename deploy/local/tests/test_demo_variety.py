import csv
import io
from collections import Counter

from deploy.local.demo.briefs import Briefs
from deploy.local.demo.film import RATE, SECONDS, SIZE, make_film
from deploy.local.demo.variety import FILM_WORDS, Supplies, by_hand, needs_options, room, takes_briefs
from deploy.local.plan import REPOSITORY
from sandbox.files import look_at
from shared import capabilities

NETWORKS = list(capabilities.load())


def _posts() -> Counter[str]:
    """How many posts and comments each network gets by hand."""
    options = {one.network: {"board_id": "1"} for one in NETWORKS if needs_options(one)}
    supplies = Supplies(film="film", cover="cover", options=options)
    return sum((post.parts() for post in by_hand(NETWORKS, supplies)), Counter[str]())


def test_every_network_of_the_registry_gets_something() -> None:
    """A new network is in the demo without a line here, or this says that it is not."""
    taken = _posts()

    assert [one.network for one in NETWORKS if not taken[one.network] and not takes_briefs(one)] == []


def test_no_network_gets_more_by_hand_than_its_own_pace_lets_out() -> None:
    taken = _posts()

    assert [one.network for one in NETWORKS if taken[one.network] > room(one)] == []


def test_a_brief_goes_only_where_text_and_a_picture_are_enough() -> None:
    takers = {one.network for one in NETWORKS if takes_briefs(one)}

    assert {"mastodon", "bluesky", "x", "instagram"} <= takers
    assert not takers & {"youtube", "whatsapp", "pinterest"}


def test_briefs_are_given_to_each_network_as_often_as_it_takes_them() -> None:
    data = (REPOSITORY / "examples" / "briefs.csv").read_bytes()
    briefs = Briefs.read(data, {"mastodon": 1_000, "facebook": 1})
    rows = list(csv.DictReader(io.StringIO(briefs.data.decode(), newline="")))

    assert [row["networks"] for row in rows] == ["mastodon;facebook"] + ["mastodon"] * 9
    assert briefs.publications == 11
    assert briefs.titles[2] == "Chai & Co.: Monsoon sale"


def test_the_film_is_what_reels_take() -> None:
    seen = look_at(make_film(FILM_WORDS).video)

    assert (seen.mime, seen.width, seen.height) == ("video/mp4", *SIZE)
    assert seen.film is not None
    assert abs(seen.film.duration_seconds - SECONDS) < 2 / RATE
