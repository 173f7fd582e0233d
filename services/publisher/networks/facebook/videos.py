"""Publishing what was uploaded, and how far Facebook is with it."""

from typing import Any
from urllib.parse import urljoin

from services.publisher.domain.access import Access
from services.publisher.domain.content import Missing, Part, Pending, Prepared, Receipt
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from services.publisher.networks.facebook.media import edge_url, status_of
from services.publisher.networks.graph import Graph, at, instant

_WAIT_SECONDS = 10.0


async def finish(call: Graph, access: Access, part: Part, prepared: Prepared) -> Receipt | Pending:
    """The irreversible call; a story is there at once, everything else is processed first."""
    document = prepared.document
    form = {"upload_phase": "finish"}
    if document["edge"] == "videos":
        form |= {"upload_session_id": document["session"], "published": "true"}
    else:
        form |= {"video_id": document["video_id"]}
    if document["edge"] == "video_reels":
        form["video_state"] = "PUBLISHED"
    if document["edge"] != "video_stories":
        form |= {"description": part.text} if part.text else {}
        form |= {"title": part.details.title} if part.details.title else {}
    url = edge_url(access, document["edge"])
    answer = await call("POST", url, token=access.secrets["access_token"], data=form)
    if not isinstance(answer, dict) or answer.get("success") is not True:
        raise call.unreadable("the answer does not say that the video is finished")
    return _pending(prepared)


async def look(call: Graph, access: Access, prepared: Prepared) -> Receipt | Pending | Missing:
    """How far the video is; one that nobody finished is waiting still."""
    seen = await status_of(call, access, prepared.document["video_id"])
    status = seen["status"]
    phases = {name: _phase(status, name) for name in ("uploading", "processing", "publishing")}
    is_finished = prepared.document.get("finished", False)
    if phases["publishing"] == "complete" or (
        status.get("video_status") == "ready" and seen.get("published")
    ):
        return _receipt(access, prepared, seen)
    if status.get("video_status") == "error" or "error" in phases.values():
        if not is_finished:
            return _pending(prepared)  # only of what is known to have been finished is this the last word
        raise RefusedError(failure("invalid", f"{call.network}.processing_failed", _why(status)))
    if not is_finished and phases["processing"] == phases["publishing"] == "not_started":
        return Missing()
    return _pending(prepared)


def _pending(prepared: Prepared) -> Pending:
    document = {**prepared.document, "finished": True}
    return Pending(Prepared(document, prepared.until), _WAIT_SECONDS)


def _receipt(access: Access, prepared: Prepared, seen: dict[str, Any]) -> Receipt:
    video_id = str(prepared.document["video_id"])
    # Of a video they give the path alone.
    url = urljoin(f"{access.hosts['web']}/", seen.get("permalink_url") or video_id)
    return Receipt(video_id, url, instant(seen.get("created_time")), {"kind": "video"})


def _phase(status: dict[str, Any], name: str) -> str:
    return str(at(status, f"{name}_phase", "status") or "not_started")


def _why(status: dict[str, Any]) -> str:
    for name in ("uploading_phase", "processing_phase", "publishing_phase"):
        for place in ((name, "errors", 0, "message"), (name, "error", "message")):
            if at(status, *place):
                return str(at(status, *place))
    return "Facebook could not process the video"
