"""Uploading attachments and waiting until the server has looked at them."""

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, id_of
from services.publisher.ports import Attachment
from shared.clock import Clock

_POLLS = 60
_POLL_SECONDS = 1.0
_PROCESSING = 206
_ACCEPTED = 202


async def upload(call: Caller, clock: Clock, access: Access, attachment: Attachment) -> str:
    """The id of an attachment that is ready to be put into a status."""
    token, picture = access.secrets["access_token"], attachment.media
    answer = await call.send(
        "POST",
        f"{access.base_url}/api/v2/media",
        token=token,
        files={"file": ("attachment", await attachment.read(), picture.media_type)},
        data={"description": picture.alt_text} if picture.alt_text else {},
    )
    uploaded = call.read(answer)
    try:
        media_id = id_of(uploaded["id"])
    except (KeyError, TypeError):
        raise call.unreadable("the upload's answer has no id") from None
    if answer.status_code == _ACCEPTED:
        await _wait_until_ready(call, clock, f"{access.base_url}/api/v1/media/{media_id}", token)
    return media_id


async def _wait_until_ready(call: Caller, clock: Clock, url: str, token: str) -> None:
    for _ in range(_POLLS):
        answer = await call.send("GET", url, token=token)
        if answer.status_code != _PROCESSING:
            return
        await clock.sleep(_POLL_SECONDS)
    raise RefusedError(
        failure("transient", "mastodon.media_processing", "the server is still processing the attachment")
    )
