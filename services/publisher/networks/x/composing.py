"""The body of a post.

https://docs.x.com/x-api/posts/create-post
"""

import math
from collections.abc import Sequence
from typing import Any

from services.publisher.domain.content import Part

# Everything a post may say of itself; a reply in a thread says only what is about its own content.
_OF_ANY = ("made_with_ai", "paid_partnership")
_OF_THE_FIRST = ("reply_settings", "community_id")


def body_of(part: Part, media_ids: Sequence[str]) -> dict[str, Any]:
    """What is sent to `POST /2/tweets`."""
    options = part.details.options
    body: dict[str, Any] = {"text": part.text} if part.text else {}
    if media_ids:
        body["media"] = {"media_ids": list(media_ids)}
    body |= {name: True for name in _OF_ANY if options.get(name) == "true"}
    if part.role == "post":
        body |= {name: options[name] for name in _OF_THE_FIRST if options.get(name)}
        if options.get("community_id") and options.get("share_with_followers"):
            body["share_with_followers"] = options["share_with_followers"] == "true"
    if part.parent:
        body["reply"] = {"in_reply_to_tweet_id": part.parent.remote_id}
    if part.details.poll:
        poll = part.details.poll
        minutes = math.ceil(poll.duration_seconds / 60)
        body["poll"] = {"options": list(poll.options), "duration_minutes": minutes}
    return body
