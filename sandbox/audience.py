"""How posts and accounts do: numbers that grow with time and are the same for the same post at the same age."""

import hashlib
import math

from sandbox.posts import FIGURES, Post

_DAY = 86_400.0
_MOST_VIEWS = 4_000
# Of those who saw it; each number is below the one it is a part of.
_SHARES = {
    "views": 1.0,
    "reach": 0.8,
    "engagements": 0.12,
    "likes": 0.05,
    "clicks": 0.03,
    "comments": 0.012,
    "shares": 0.01,
    "saves": 0.006,
    "profile_clicks": 0.005,
    "quotes": 0.003,
}
NAMES = frozenset(_SHARES)
"""What a post is counted by."""


def of_post(post: Post, now: float) -> dict[str, int]:
    """The numbers of a post: none at once, most of them within a day, unless a test has set them."""
    age = max(now - post.created_at, 0.0)
    views = _drawn(f"{post.network}:{post.remote_id}", _MOST_VIEWS) * (1 - math.exp(-age / _DAY))
    given: dict[str, int] = post.document.get(FIGURES, {})
    return {name: int(views * share) for name, share in _SHARES.items()} | given


def of_account(network: str, handle: str) -> dict[str, int]:
    """Who follows an account and whom it follows."""
    return {
        "followers": _drawn(f"{network}:{handle}:followers", 10_000),
        "following": _drawn(f"{network}:{handle}:following", 500),
    }


def _drawn(of: str, most: int) -> int:
    return int.from_bytes(hashlib.sha256(of.encode()).digest()[:4]) % most + most // 10
