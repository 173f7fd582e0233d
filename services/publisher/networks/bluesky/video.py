"""Videos: the network's video service takes them, works on them, and puts them on the account's server.

https://docs.bsky.app/docs/tutorials/video
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.bluesky import sessions
from services.publisher.networks.bluesky.xrpc import Xrpc
from services.publisher.networks.calling import Caller, text_of
from services.publisher.networks.uploading import headers_of, pieces_of
from services.publisher.ports import Attachment
from shared.events import ErrorClass

_TOKEN_HOLDS = timedelta(minutes=25)
_PREPARE_AGAIN = "bluesky.video_lost"
# By the service's `failureCode`; what it does not name is the file's fault as far as we can tell.
_FAILURES: Mapping[str, tuple[ErrorClass, str]] = MappingProxyType(
    {
        "validation_failure": ("invalid", "bluesky.video_refused"),
        "encoding_failure": ("invalid", "bluesky.video_refused"),
        "pds_upload_unsupported_blob_size": ("invalid", "bluesky.media_too_large"),
        "pds_upload_failure": ("transient", _PREPARE_AGAIN),
        "generic_failure": ("transient", _PREPARE_AGAIN),
    }
)
# A whole file is one call, and may be as large as 300 MB.
LONGEST_CALL_SECONDS = 900.0


_KNOWN = 409
"""The service has this file already, and names the job."""


async def upload(xrpc: Xrpc, call: Caller, attachment: Attachment, now: datetime) -> str:
    """The job that works on the file.

    Args:
        xrpc: The account's server: it gives the token that the service wants.
        call: To the video service.
        attachment: The file.
        now: By our clock.
    """
    await _refuse_beyond_quota(xrpc, call, now)
    # Unverified where a server is known by another name than its host's.
    audience = _did_of(sessions.server(xrpc.access))
    token = await _token(xrpc, audience, "com.atproto.repo.uploadBlob", now)
    answer = await call(
        "POST",
        f"{_service(xrpc)}.uploadVideo",
        token=token,
        also=[_KNOWN],
        params={"did": xrpc.did, "name": f"{attachment.media.sha256[:16]}.mp4"},
        content=pieces_of(attachment),
        headers=headers_of(attachment),
    )
    return text_of(_status(call, answer).get("jobId"))


async def blob_of(xrpc: Xrpc, call: Caller, job_id: str) -> Any | None:
    """The finished video's blob; None while the service is at work.

    Raises:
        RefusedError: It failed, in the service's words.
    """
    url = f"{_service(xrpc)}.getJobStatus"
    status = _status(call, await call("GET", url, params={"jobId": job_id}))
    if status.get("state") == "JOB_STATE_FAILED":
        words = str(status.get("message") or status.get("error") or "the video could not be processed")
        known = _FAILURES.get(str(status.get("failureCode")), _FAILURES["validation_failure"])
        raise RefusedError(failure(*known, words, prepare_again=known[1] == _PREPARE_AGAIN))
    if status.get("state") == "JOB_STATE_COMPLETED" and status.get("blob") is None:
        raise call.unreadable("the job is completed and has no blob")
    return status.get("blob")


async def _refuse_beyond_quota(xrpc: Xrpc, call: Caller, now: datetime) -> None:
    method = "app.bsky.video.getUploadLimits"
    token = await _token(xrpc, _did_of(xrpc.access.hosts["video"]), method, now)
    limits = await call("GET", f"{_service(xrpc)}.getUploadLimits", token=token)
    if isinstance(limits, dict) and limits.get("canUpload") is False:
        words = str(limits.get("message") or "the day's uploads of video are used up")
        raise RefusedError(failure("quota", "bluesky.video_quota", words))


async def _token(xrpc: Xrpc, audience: str, method: str, now: datetime) -> str:
    """For one method of one service, in the account's name."""
    expires = int((now + _TOKEN_HOLDS).timestamp())
    query = {"aud": audience, "lxm": method, "exp": str(expires)}
    given = await xrpc.get("com.atproto.server.getServiceAuth", query)
    try:
        return text_of(given["token"])
    except (KeyError, TypeError):
        raise xrpc.call.unreadable("the service's authorisation has no token") from None


def _did_of(server: str) -> str:
    return f"did:web:{urlsplit(server).hostname}"


def _service(xrpc: Xrpc) -> str:
    return f"{xrpc.access.hosts['video']}/xrpc/app.bsky.video"


def _status(call: Caller, answer: Any) -> Mapping[str, Any]:
    """The job's status: the service wraps it, and in practice not always."""
    try:
        status: Mapping[str, Any] = answer.get("jobStatus", answer)
        text_of(status["jobId"])
    except (AttributeError, KeyError, TypeError):
        raise call.unreadable("the video's answer has no job") from None
    return status
