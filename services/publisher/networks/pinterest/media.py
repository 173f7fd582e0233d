"""Videos: registered, sent as a form to the storage that Pinterest names, then asked after until they are ready.

https://developers.pinterest.com/docs/api/v5/media-create/
"""

from urllib.parse import quote

from services.publisher.domain.access import Access
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.calling import Caller, address_of, id_of, text_of
from services.publisher.networks.uploading import FileForm
from services.publisher.ports import Attachment

_POLL_SECONDS = 5.0


async def upload(call: Caller, call_for_storage: Caller, access: Access, video: Attachment) -> str:
    """The id of a video that Pinterest will look at."""
    token = access.secrets["access_token"]
    url = f"{access.base_url}/v5/media"
    registered = await call("POST", url, token=token, json={"media_type": "video"})
    try:
        media_id = id_of(registered["media_id"])
        place = address_of(registered["upload_url"])
        parameters = {str(name): text_of(value) for name, value in registered["upload_parameters"].items()}
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the registration's answer lacks media_id, upload_url or parameters") from None
    form = FileForm(
        video, fields=parameters
    )  # the file has to come last, and the storage takes no chunked requests
    await call_for_storage.send(
        "POST", place, content=form, headers=form.headers, secrets=list(parameters.values())
    )
    return media_id


async def ready_in(call: Caller, access: Access, media_id: str) -> float:
    """Seconds until it is worth asking again; 0 when the video can be put into a pin."""
    url = f"{access.base_url}/v5/media/{quote(media_id, safe='')}"
    found = await call("GET", url, token=access.secrets["access_token"])
    match found:
        case {"status": "succeeded"}:
            return 0.0
        case {"status": "registered" | "processing"}:
            return _POLL_SECONDS
        case {"status": "failed"}:
            detail = "Pinterest could not process the video, and does not say why"
            raise RefusedError(failure("invalid", "pinterest.media_refused", detail))
    raise call.unreadable("the video has no known status")
