import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.live import Position

positions = st.builds(Position, st.integers(0, 2**64 - 1), st.integers(0, 2**63 - 1))


@given(positions)
def test_a_position_reads_back(position: Position) -> None:
    """What the client got as an id, it may send as Last-Event-ID."""
    assert Position.parse(str(position)) == position


@given(positions, positions)
def test_positions_are_ordered_by_transaction_then_sequence(one: Position, other: Position) -> None:
    """As the log is read."""
    assert (one < other) == ((one.txid, one.seq) < (other.txid, other.seq))


@pytest.mark.parametrize(
    "text", ["", "-", "1", "1-", "-1", "1-2-3", "a-b", "²-1", f"{2**64}-1", "1" * 41 + "-1"]
)
def test_other_texts_are_refused(text: str) -> None:
    """Nothing that PostgreSQL would choke on gets through."""
    with pytest.raises(ValueError, match="position"):
        Position.parse(text)
