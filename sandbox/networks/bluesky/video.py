"""The video service beside the personal data servers: it takes a file, works on it, and puts the result there."""

import hashlib
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import Calls, RefusedError
from sandbox.files import look_at
from sandbox.media import Media
from sandbox.networks.bluesky.bodies import query
from sandbox.networks.bluesky.cids import raw_cid
from sandbox.networks.bluesky.dialect import Bluesky, invalid_request, refused

DAY = 86_400
JOB = "job:"
UNREFERENCED_SECONDS = 3600


def add_calls(calls: Calls, network: Bluesky) -> None:
    videos = VideoCalls(network)
    prefix = "/video/xrpc/app.bsky.video"
    calls.add("POST", f"{prefix}.uploadVideo", "video.uploadVideo", videos.upload)
    calls.add("GET", f"{prefix}.getJobStatus", "video.getJobStatus", videos.job_status)
    calls.add("GET", f"{prefix}.getUploadLimits", "video.getUploadLimits", videos.limits)


class VideoCalls:
    def __init__(self, network: Bluesky) -> None:
        self._network = network
        self._state = network.state

    async def upload(self, request: Request) -> Response:
        """The same file again is answered with the job it already has."""
        account = self._authorised(request, "com.atproto.repo.uploadBlob")
        given = query(request, "did", "name")
        if given["did"] != account.remote_id:
            raise refused(401, "AuthenticationRequired", "the token is not about this did")
        data = await request.body()
        found = look_at(data)
        most = rules.image_bytes("bluesky")["video/mp4"]
        if found.mime != "video/mp4":
            raise refused(400, "InvalidRequest", f"invalid file type {found.mime}: only MP4 is taken")
        if len(data) > most:
            raise refused(400, "InvalidRequest", f"the file is larger than {most} bytes")
        job_id = hashlib.sha256(f"{account.remote_id}:{found.sha256}".encode()).hexdigest()[:20]
        known = self._job(job_id)
        if known:
            shown = self._shown(known)
            raise RefusedError(
                409, {**shown, "error": "already_exists", "message": "Video already processed"}
            )
        self._refuse_beyond_quota(account, len(data))
        kind = rules.media_kind("bluesky", found.mime)
        assert kind is not None
        self._state.files.put(found.sha256, data)
        made = self._state.media.add(
            self._network.name,
            account.id,
            f"{JOB}{job_id}",
            found,
            ready_at=self._state.now() + self._state.settings.bluesky_video_processing_seconds,
            document={"failed": rules.wrong_with_film(kind, found)},
        )
        return JSONResponse({"jobStatus": self._shown(made)})

    async def job_status(self, request: Request) -> Response:
        job = self._job(query(request, "jobId")["jobId"])
        if job is None:
            raise invalid_request("Job not found")
        return JSONResponse({"jobStatus": self._shown(job)})

    async def limits(self, request: Request) -> Response:
        account = self._authorised(request, "app.bsky.video.getUploadLimits")
        videos, size = self._left(account)
        answer: dict[str, Any] = {
            "canUpload": videos > 0 and size > 0,
            "remainingDailyVideos": max(videos, 0),
            "remainingDailyBytes": max(size, 0),
        }
        if not answer["canUpload"]:
            answer["message"] = "User has reached the daily upload limit"
            answer["error"] = "daily_limit"
        return JSONResponse(answer)

    def _authorised(self, request: Request, method: str) -> Account:
        """The account that a service token speaks for; it must have been made for this very method."""
        token, account = self._network.token(request), self._network.caller(request)
        if token is None or account is None or token.kind != "service":
            raise refused(401, "AuthenticationRequired", "a service token is needed")
        own = {f"did:web:{request.url.hostname}", "did:web:video.bsky.app"}
        if (
            not self._state.tokens.is_alive(token)
            or method not in token.scopes
            or token.document["aud"] not in own
        ):
            raise refused(401, "InvalidToken", "the service token is not for this method, or is over")
        return account

    def _job(self, job_id: str) -> Media | None:
        row = self._state.store.one(
            "SELECT account_id FROM media WHERE network = ? AND media_id = ?",
            self._network.name,
            f"{JOB}{job_id}",
        )
        media = self._state.media
        return media.find(self._network.name, row["account_id"], f"{JOB}{job_id}") if row else None

    def _shown(self, job: Media) -> dict[str, Any]:
        account = self._state.accounts.by_id(job.account_id)
        assert account is not None
        shown: dict[str, Any] = {"jobId": job.media_id.removeprefix(JOB), "did": account.remote_id}
        if not self._state.media.is_ready(job):
            return {**shown, "state": "JOB_STATE_ENCODING", "progress": 40}
        if job.document["failed"]:
            words = {"failureCode": "validation_failure", "error": job.document["failed"]}
            return {**shown, "state": "JOB_STATE_FAILED", "message": job.document["failed"], **words}
        return {**shown, "state": "JOB_STATE_COMPLETED", "progress": 100, "blob": self._blob(account, job)}

    def _blob(self, account: Account, job: Media) -> dict[str, Any]:
        """The finished video as a blob of the account's server; it waits there for a post."""
        cid = raw_cid(job.sha256 or "")
        if self._state.media.find(self._network.name, account.id, cid) is None:
            self._state.media.add(
                self._network.name,
                account.id,
                cid,
                look_at(self._state.files.path(job.sha256 or "").read_bytes()),
                ready_at=job.ready_at,
                expires_at=self._state.now() + UNREFERENCED_SECONDS,
            )
        return {"$type": "blob", "ref": {"$link": cid}, "mimeType": job.mime, "size": job.size}

    def _left(self, account: Account) -> tuple[int, int]:
        row = self._state.store.one(
            "SELECT count(*) AS videos, coalesce(sum(size), 0) AS bytes FROM media"
            " WHERE network = ? AND account_id = ? AND media_id LIKE ? AND created_at > ?",
            self._network.name,
            account.id,
            f"{JOB}%",
            self._state.now() - DAY,
        )
        assert row is not None
        limits = rules.BLUESKY
        return limits.videos_a_day - int(row["videos"]), limits.video_bytes_a_day - int(row["bytes"])

    def _refuse_beyond_quota(self, account: Account, size: int) -> None:
        videos, left = self._left(account)
        if self._state.settings.rate_limits and (videos < 1 or left < size):
            raise refused(400, "DailyLimitExceeded", "User has reached the daily upload limit")
