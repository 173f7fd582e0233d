from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.edits import sent_again
from services.gateway.domain.posts import (
    PENDING,
    POST_STATES,
    TARGET_STATES,
    PostState,
    Target,
    TargetState,
    combination,
    combinations_of,
    post_state,
)

targets = st.lists(st.sampled_from(TARGET_STATES), min_size=1, max_size=12)


@given(targets)
def test_a_target_of_unknown_outcome_calls_for_a_person(states: list[TargetState]) -> None:
    """Whatever the others are."""
    assert (post_state(states) == "needs_attention") == ("uncertain" in states)


@given(targets)
def test_published_means_all_of_it(states: list[TargetState]) -> None:
    """A post is published when every target is, and says so of no other."""
    assert (post_state(states) == "published") == (set(states) == {"published"})


@given(targets)
def test_something_live_is_never_hidden(states: list[TargetState]) -> None:
    """With a published target a post is not called failed, missed, cancelled or scheduled."""
    if "published" in states:
        assert post_state(states) not in {"failed", "missed", "cancelled", "scheduled"}


@given(targets)
def test_a_post_that_ended_has_nothing_under_way(states: list[TargetState]) -> None:
    """An end state means that no target will go out any more."""
    if post_state(states) in {"published", "partially_published", "failed", "missed", "cancelled"}:
        assert not (PENDING | {"publishing"}) & set(states)


@given(targets)
def test_neither_order_nor_number_matters(states: list[TargetState]) -> None:
    """The state follows from which states occur."""
    assert post_state(states) == post_state([*states, *states]) == post_state(states[::-1])


@given(targets, st.sets(st.sampled_from(POST_STATES)))
def test_a_filter_finds_what_the_state_says(states: list[TargetState], wanted: set[PostState]) -> None:
    """A combination is among those of the wanted states exactly when the post is in one of them."""
    found = combination(states) in combinations_of(wanted)

    assert found == (post_state(states) in wanted)


DUE, NOW = datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 11, 21, 13, tzinfo=UTC)


def target(number: int, state: TargetState) -> Target:
    return Target(
        post_id=UUID(int=1),
        account_id=UUID(int=number),
        organization_id=UUID(int=2),
        network="x",
        position=number,
        text="text",
        occurrence_at=DUE,
        publication_id=UUID(int=100 + number),
        state=state,
        state_at=DUE,
    )


@given(targets, st.one_of(st.none(), st.sets(st.integers(0, 11))))
def test_a_retry_takes_only_what_certainly_did_not_go_out(
    states: list[TargetState], chosen: set[int] | None
) -> None:
    """Whatever subset is in whatever state, and whichever accounts are meant: everything else stays as it is."""
    before = [target(number, state) for number, state in enumerate(states)]
    account_ids = None if chosen is None else {UUID(int=number) for number in chosen}
    after = sent_again(before, account_ids, NOW)
    for old, new in zip(before, after, strict=True):
        meant = account_ids is None or old.account_id in account_ids
        if old.state in {"failed", "missed"} and meant:
            assert (new.state, new.occurrence_at, new.text) == ("scheduled", NOW, old.text)
            assert new.publication_id != old.publication_id
        else:
            assert new is old
