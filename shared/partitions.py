"""Which partition a key belongs to: as Kafka's own producers choose, so that ours and an integrator's records meet."""

import random
import struct
from collections.abc import Sequence

_SEED = 0x9747B28C
_MULTIPLIER = 0x5BD1E995
_MASK = 0xFFFFFFFF


def partition_of(key: bytes | None, partitions: Sequence[int]) -> int:
    """The partition of a key, or any where there is none.

    Args:
        key: The record's key.
        partitions: All partitions of the topic, in order.
    """
    if key is None:
        return random.choice(partitions)  # noqa: S311  spreading, not a secret
    return partitions[(murmur2(key) & 0x7FFFFFFF) % len(partitions)]


def murmur2(data: bytes) -> int:
    """MurmurHash2 with Kafka's seed, 32 bits.

    The client library's own takes 10 microseconds for a UUID, byte by byte; the relay hashes every record. A test holds
    the two equal.
    """
    length = len(data)
    words = length // 4
    h = _SEED ^ length
    for k in struct.unpack_from(f"<{words}I", data):
        k = (k * _MULTIPLIER) & _MASK  # noqa: PLW2901  the same word, mixed
        k ^= k >> 24  # noqa: PLW2901
        h = ((h * _MULTIPLIER) & _MASK) ^ ((k * _MULTIPLIER) & _MASK)
    rest = data[words * 4 :]
    if rest:
        h = ((h ^ int.from_bytes(rest, "little")) * _MULTIPLIER) & _MASK
    h = ((h ^ (h >> 13)) * _MULTIPLIER) & _MASK
    return h ^ (h >> 15)
