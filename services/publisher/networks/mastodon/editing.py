"""Changing and removing statuses.

https://docs.joinmastodon.org/methods/statuses/#edit
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.publisher.domain.content import Part
from services.publisher.networks.calling import id_of
from services.publisher.networks.mastodon.api import Api
from services.publisher.networks.mastodon.refusals import NOT_FOUND
from services.publisher.networks.refusals import passing_over

_SHORTEST_POLL_SECONDS = 300


async def edit(api: Api, remote_id: str, part: Part, now: datetime) -> Any:
    """The status with the part's text; what an edit leaves unsaid would be lost, so the rest is said again."""
    place = f"/api/v1/statuses/{remote_id}"
    shown = await api.get(place)
    body: dict[str, Any] = {
        "status": part.text,
        "media_ids": [id_of(item["id"]) for item in shown["media_attachments"]],
        "spoiler_text": part.details.content_warning or shown.get("spoiler_text", ""),
        "sensitive": bool(shown.get("sensitive")),
        "language": part.language,
    }
    if shown.get("poll"):
        body["poll"] = _poll(shown["poll"], now)
    return api.call.read(await api.send("PUT", place, json=body))


def _poll(shown: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The same answers, so that the votes stay, and the same end as far as a server takes it."""
    ends = datetime.fromisoformat(shown["expires_at"]) if shown.get("expires_at") else now
    return {
        "options": [option["title"] for option in shown["options"]],
        "multiple": bool(shown.get("multiple")),
        "expires_in": max(int((ends - now).total_seconds()), _SHORTEST_POLL_SECONDS),
    }


async def delete(api: Api, remote_id: str) -> None:
    """Take it away; one that is gone already is no error."""
    with passing_over(NOT_FOUND):
        await api.send("DELETE", f"/api/v1/statuses/{remote_id}")
