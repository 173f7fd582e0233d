"""A key lands where every other Kafka producer would put it."""

from aiokafka.partitioner import DefaultPartitioner
from aiokafka.partitioner import murmur2 as library_murmur2
from hypothesis import given
from hypothesis import strategies as st

from shared.partitions import murmur2, partition_of


@given(st.binary(max_size=80))
def test_the_hash_is_the_client_librarys(data: bytes) -> None:
    """Whatever the bytes and their number."""
    assert murmur2(data) == library_murmur2(data)


@given(st.binary(max_size=40), st.integers(1, 64))
def test_the_partition_is_the_client_librarys(key: bytes, count: int) -> None:
    """So records of one key keep their order whoever writes them."""
    partitions = list(range(count))
    assert partition_of(key, partitions) == DefaultPartitioner()(key, partitions, partitions)
