"""What a record becomes when it is written: its blobs checked, its content identifier, its post."""

from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.networks.bluesky.blobs import referenced
from sandbox.networks.bluesky.cids import record_cid
from sandbox.networks.bluesky.dialect import invalid_request
from sandbox.networks.bluesky.lexicon import check_post
from sandbox.networks.bluesky.tids import TID
from sandbox.posts import Post, PostedMedia
from sandbox.state import State

COLLECTION = "app.bsky.feed.post"


@dataclass(frozen=True)
class Written:
    rkey: str
    cid: str
    record: dict[str, Any]
    media: list[PostedMedia]

    @property
    def document(self) -> dict[str, Any]:
        return {"cid": self.cid, "record": self.record}


def uri(account: Account, rkey: str) -> str:
    return f"at://{account.remote_id}/{COLLECTION}/{rkey}"


def live(post: Post | None) -> Post | None:
    return post if post is not None and post.deleted_at is None else None


def prepare(state: State, account: Account, rkey: str, record: dict[str, Any]) -> Written:
    """Check a record in full; raises the server's refusal."""
    if not TID.fullmatch(rkey):
        raise invalid_request(f"Invalid {COLLECTION} record key: {rkey} is not a valid TID")
    record = {"$type": COLLECTION, **record}
    if record["$type"] != COLLECTION:
        raise invalid_request(f"Invalid $type: expected {COLLECTION}, got {record['$type']}")
    check_post(record)
    try:
        cid = record_cid(record)
    except ValueError as error:
        raise invalid_request(f"Invalid record: {error}") from error
    return Written(rkey, cid, record, _media(state, account, record.get("embed") or {}))


def check_swap(post: Post | None, body: dict[str, Any]) -> None:
    """swapRecord: the content identifier that must stand there now, null for none."""
    if "swapRecord" not in body:
        return
    current = post.document["cid"] if post else None
    if body["swapRecord"] != current:
        raise RefusedError(400, {"error": "InvalidSwap", "message": f"Record was at {current}"})


def _media(state: State, account: Account, embed: dict[str, Any]) -> list[PostedMedia]:
    limits, most = rules.BLUESKY, rules.image_bytes("bluesky")
    image_bytes, video_bytes = most["image/png"], most["video/mp4"]
    match str(embed.get("$type", "")).removesuffix("#main"):
        case "app.bsky.embed.images":
            return [
                referenced(state, account, image["image"], "image/", image_bytes).posted(image["alt"])
                for image in embed["images"]
            ]
        case "app.bsky.embed.gallery":
            return [
                referenced(state, account, image["image"], "image/", image_bytes).posted(image["alt"])
                for image in embed["items"]
                if image["$type"] == "app.bsky.embed.gallery#image"
            ]
        case "app.bsky.embed.video":
            video = referenced(state, account, embed["video"], "video/mp4", video_bytes)
            return [video.posted(embed.get("alt") or "")]
        case "app.bsky.embed.external" if embed["external"].get("thumb"):
            thumb = referenced(state, account, embed["external"]["thumb"], "image/", limits.thumb_bytes)
            return [thumb.posted(embed["external"]["title"])]
        case "app.bsky.embed.recordWithMedia":
            return _media(state, account, embed["media"])
    return []
