"""Too much put aside stops the consumer; a few bad records never do."""

import pytest

from shared.dead_letters import DeadLetterLimit, DeadLetterLimitReachedError


def put_through(limit: DeadLetterLimit, outcomes: list[bool]) -> None:
    limit.check(outcomes)
    limit.note(outcomes)


def test_scattered_bad_records_never_stop_it() -> None:
    """One in ten, for ever."""
    limit = DeadLetterLimit(run_length=10, share=0.5, minimum=20, window=100)
    for _ in range(100):
        put_through(limit, [True, *[False] * 9])


def test_a_run_of_bad_records_stops_it_also_across_batches() -> None:
    """The run goes on where the last batch ended."""
    limit = DeadLetterLimit(run_length=10)
    put_through(limit, [False, *[True] * 6])
    with pytest.raises(DeadLetterLimitReachedError, match="10 records in a row"):
        limit.check([True] * 4)


def test_a_large_share_of_bad_records_stops_it() -> None:
    """Three of five, without a run."""
    limit = DeadLetterLimit(run_length=10, share=0.5, minimum=20, window=100)
    for _ in range(6):
        put_through(limit, [True, False, True, False, True])
    with pytest.raises(DeadLetterLimitReachedError, match="of the last"):
        limit.check([True, False, True, False, True])


def test_a_batch_that_was_only_checked_is_not_remembered() -> None:
    """It was not committed, so it comes again and must be judged the same."""
    limit = DeadLetterLimit(run_length=10)
    for _ in range(5):
        limit.check([True] * 9)
