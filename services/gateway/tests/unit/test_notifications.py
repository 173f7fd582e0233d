"""Who is told of what, and when."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.event_types import EVENT_TYPES
from services.gateway.domain.notifications import Choice, EmailTimes, Happened, Person, tellings
from services.gateway.domain.policy import ROLES, Role
from services.gateway.unsubscribe_tokens import UnsubscribeTokens, Unsubscription

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ORGANIZATION = uuid4()
instants = st.integers(0, 10 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from(
    ["UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
)


def member(role: Role = "owner", times: EmailTimes | None = None, *, is_verified: bool = True) -> Person:
    return Person(ORGANIZATION, uuid4(), role, "Asia/Kolkata", is_verified, times or EmailTimes())


def happened(name: str, **changes: Any) -> Happened:
    data = {**EVENT_TYPES[name].example, **changes}
    return Happened(ORGANIZATION, uuid4(), name, None, NOW, data)


@pytest.mark.parametrize("role", list(ROLES))
def test_those_are_told_who_can_do_something_about_it(role: Role) -> None:
    """A post that failed is told to whoever may plan posts, an account to whoever may connect it."""
    person = member(role)

    assert bool(tellings(happened("post.failed"), [person], {}, NOW)) == ("posts:write" in ROLES[role])
    assert bool(tellings(happened("account.degraded"), [person], {}, NOW)) == (
        "accounts:manage" in ROLES[role]
    )


def test_what_is_nobodys_news_is_told_to_nobody() -> None:
    """Progress and figures make no bell ring."""
    assert tellings(happened("content.progressed"), [member()], {}, NOW) == []
    assert tellings(happened("post.measured"), [member()], {}, NOW) == []


def test_failures_go_by_e_mail_and_successes_do_not() -> None:
    """Unless somebody wants it otherwise."""
    (failed,) = tellings(happened("post.failed"), [member()], {}, NOW)
    (published,) = tellings(happened("post.published"), [member()], {}, NOW)

    assert (failed.shown, failed.email_due_at) == (True, NOW)
    assert (published.shown, published.email_due_at) == (True, None)


@given(st.sampled_from([None, True, False]), st.sampled_from([None, True, False]), st.booleans())
def test_a_choice_counts_and_an_address_must_be_confirmed(
    in_app: bool | None,  # noqa: FBT001  hypothesis calls it
    email: bool | None,  # noqa: FBT001
    is_verified: bool,  # noqa: FBT001
) -> None:
    """Each channel by itself; with neither there is no row."""
    person = member(is_verified=is_verified)
    choices = {(ORGANIZATION, person.user_id, "post.failed"): Choice(in_app, email)}

    told = tellings(happened("post.failed"), [person], choices, NOW)

    by_email = email is not False and is_verified
    assert bool(told) == (in_app is not False or by_email)
    for one in told:
        assert one.shown == (in_app is not False)
        assert (one.email_due_at is not None) == by_email


def test_a_person_who_is_named_is_told_whatever_their_role() -> None:
    """Somebody who is mentioned, and nobody else."""
    person, other = member("viewer"), member("owner")

    told = tellings(happened("comment.created", mentions=[str(person.user_id)]), [person, other], {}, NOW)

    assert [one.user_id for one in told] == [person.user_id]


@pytest.mark.parametrize("name", ["approval.requested", "workflow.step_due"])
def test_those_are_asked_to_approve_whom_the_step_asks(name: str) -> None:
    """The people of its roles and those it names: nobody else could decide in it, whatever they may elsewhere."""
    owner, admin, approver, named = member("owner"), member("admin"), member("approver"), member("approver")
    people = [owner, admin, approver, named]

    by_role = tellings(happened(name, roles=["admin"], user_ids=[str(named.user_id)]), people, {}, NOW)
    by_name = tellings(happened(name, roles=[], user_ids=[str(named.user_id)]), people, {}, NOW)
    but_one = happened(name, roles=["owner", "admin"], not_asked=[str(owner.user_id)])

    assert [one.user_id for one in by_role] == [admin.user_id, named.user_id]
    assert [one.user_id for one in by_name] == [named.user_id]
    assert [one.user_id for one in tellings(but_one, people, {}, NOW)] == [admin.user_id]


@given(instants, clock_times, clock_times, zones)
def test_nothing_is_sent_in_quiet_hours(now: datetime, begins: time, ends: time, zone: str) -> None:
    """It waits for their end by the clock where the person is, less than a day and the hour of a clock change."""
    due = EmailTimes(quiet_begins=begins, quiet_ends=ends).due_at(now, zone)

    assert due is not None
    assert now <= due <= now + timedelta(hours=26)
    clock = due.astimezone(ZoneInfo(zone)).time()
    if due != now:
        # A time that clocks skip comes by so much later.
        assert abs((datetime.combine(NOW, clock) - datetime.combine(NOW, ends)).total_seconds()) <= 3_600


@given(instants, clock_times, zones)
def test_a_digest_comes_at_its_time(now: datetime, at: time, zone: str) -> None:
    """The next one, once a day."""
    due = EmailTimes(digest_at=at).due_at(now, zone)

    assert due is not None
    assert now < due <= now + timedelta(hours=26)


def test_a_zone_that_is_no_more_holds_nobody_up() -> None:
    """Its clock is taken for UTC."""
    assert EmailTimes(digest_at=time(10)).due_at(NOW, "Mars/Olympus") == NOW + timedelta(hours=1)


def test_who_wants_no_mail_gets_none() -> None:
    """Whatever else they chose."""
    assert EmailTimes(email=False, digest_at=time(8)).due_at(NOW, "UTC") is None


KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@given(st.uuids(), st.uuids(), st.one_of(st.none(), st.sampled_from(sorted(EVENT_TYPES))))
def test_a_link_reads_back(organization_id: Any, user_id: Any, kind: str | None) -> None:
    """It stands in an address as it is."""
    meant = Unsubscription(organization_id, user_id, kind)
    token = UnsubscribeTokens(KEY).make(meant)

    assert UnsubscribeTokens(KEY).read(token) == meant
    assert all(character.isalnum() or character in "-_" for character in token)


@given(st.text(max_size=200), st.integers(0, 60))
def test_another_link_is_not_ours(text: str, position: int) -> None:
    """Neither one that was made up nor one that was changed."""
    tokens = UnsubscribeTokens(KEY)
    token = tokens.make(Unsubscription(uuid4(), uuid4(), "post.failed"))
    changed = token[:position] + ("A" if token[position] != "A" else "B") + token[position + 1 :]

    assert tokens.read(text) is None
    assert tokens.read(changed) is None
