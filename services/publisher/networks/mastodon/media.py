"""Uploading attachments; the server looks at them for as long as it likes, and is asked now and then.

https://docs.joinmastodon.org/methods/media/
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.publisher.domain.content import Prepared
from services.publisher.networks.calling import id_of
from services.publisher.networks.mastodon.api import Api
from services.publisher.networks.uploading import FileForm
from services.publisher.ports import Attachment

# Unattached uploads are removed by the server's housekeeping after a day.
_UPLOADS_HOLD = timedelta(hours=12)
_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 30.0
_ACCEPTED = 202
_PROCESSING = 206


async def go_on(
    api: Api, attachments: Sequence[Attachment], former: Prepared | None, now: datetime
) -> Prepared:
    """Uploaded, or asked after where they have been."""
    if not attachments:
        return Prepared({"media_ids": []})
    if former is not None and former.ready_in > 0:
        waiting = [media_id for media_id in former.document["waiting"] if await _is_at_work(api, media_id)]
        wait = min(former.ready_in * 1.5, _LONGEST_WAIT_SECONDS)
        document = {**former.document, "waiting": waiting}
        return Prepared(document, former.until, wait if waiting else 0.0)
    uploaded = [await _upload(api, attachment) for attachment in attachments]
    waiting = [media_id for media_id, is_ready in uploaded if not is_ready]
    document = {"media_ids": [media_id for media_id, _ in uploaded], "waiting": waiting}
    return Prepared(document, now + _UPLOADS_HOLD, _FIRST_WAIT_SECONDS if waiting else 0.0)


async def _upload(api: Api, attachment: Attachment) -> tuple[str, bool]:
    """Its id, and whether the server is done with it."""
    words = attachment.media.alt_text
    form = FileForm(attachment, fields={"description": words} if words else {})
    answer = await api.send("POST", "/api/v2/media", content=aiter(form), headers=form.headers)
    uploaded = api.call.read(answer)
    try:
        return id_of(uploaded["id"]), answer.status_code != _ACCEPTED
    except (KeyError, TypeError):
        raise api.call.unreadable("the upload's answer has no id") from None


async def _is_at_work(api: Api, media_id: str) -> bool:
    answer = await api.send("GET", f"/api/v1/media/{media_id}")
    return answer.status_code == _PROCESSING
