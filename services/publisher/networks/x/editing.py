"""Changing and removing posts.

https://docs.x.com/x-api/fundamentals/edit-posts
"""

from collections.abc import Mapping
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.networks.calling import id_of
from services.publisher.networks.refusals import passing_over
from services.publisher.networks.x import matching
from services.publisher.networks.x.api import Api
from services.publisher.networks.x.refusals import NOT_FOUND

_FIELDS = "entities,attachments,edit_history_tweet_ids"


async def edit(api: Api, remote_id: str, part: Part) -> Mapping[str, Any]:
    """The newest version with the part's text: as it stands where it says so already, else a new one.

    Each edit gives the post another id.
    """
    shown = await _newest(api, remote_id)
    if matching.same(shown, part.text):
        return shown
    keys = (shown.get("attachments") or {}).get("media_keys", ())
    body: dict[str, Any] = {"text": part.text, "edit_options": {"previous_post_id": id_of(shown["id"])}}
    if keys:
        # Unverified that an edit needs them again; a media key is its kind and the media id.
        body["media"] = {"media_ids": [str(key).rpartition("_")[2] for key in keys]}
    answer: Mapping[str, Any] = (await api.post("/2/tweets", json=body))["data"]
    return answer


async def _newest(api: Api, remote_id: str) -> Mapping[str, Any]:
    shown = await _get(api, remote_id)
    newest = id_of(shown["edit_history_tweet_ids"][-1])
    return shown if newest == id_of(shown["id"]) else await _get(api, newest)


async def _get(api: Api, remote_id: str) -> Mapping[str, Any]:
    answer = await api.get(f"/2/tweets/{remote_id}", **{"tweet.fields": _FIELDS})
    shown: Mapping[str, Any] = answer["data"]
    return shown


async def delete(api: Api, remote_id: str) -> None:
    """Take it away, with all its versions; one that is gone already is no error."""
    with passing_over(NOT_FOUND):
        await api.send("DELETE", f"/2/tweets/{remote_id}")
