"""Resources as YouTube shows them."""

from typing import Any

from sandbox.accounts import Account
from sandbox.audience import of_account, of_post
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso

VIDEO_PARTS = ("id", "snippet", "status", "statistics", "processingDetails", "contentDetails")


def is_processed(state: State, post: Post) -> bool:
    return bool(post.document["processed_at"] <= state.now())


def video(state: State, owner: Account, post: Post, parts: list[str]) -> dict[str, Any]:
    """A video with the parts that were asked for."""
    document, processed = post.document, is_processed(state, post)
    failure = document.get("failure") if processed else None
    length, seen = document.get("seconds") or 0, of_post(post, state.now())
    whole = {
        "snippet": {
            "publishedAt": iso(post.created_at),
            "channelId": owner.remote_id,
            "title": document["title"],
            "description": post.text,
            "channelTitle": owner.display_name,
            "categoryId": document["category"],
            **({"tags": document["tags"]} if document["tags"] else {}),
            "liveBroadcastContent": "none",
        },
        "status": {
            "uploadStatus": "uploaded" if not processed else "failed" if failure else "processed",
            **({"failureReason": failure} if failure else {}),
            **document["status"],
        },
        # Numbers are texts in this part.
        "statistics": {
            "viewCount": str(seen["views"]),
            "likeCount": str(seen["likes"]),
            "favoriteCount": "0",
            "commentCount": str(seen["comments"]),
        },
        "processingDetails": {
            "processingStatus": "processing" if not processed else "failed" if failure else "succeeded"
        },
        "contentDetails": {"duration": f"PT{int(length)}S", "definition": "hd"},
    }
    shown = {name: value for name, value in whole.items() if name in parts}
    return {"kind": "youtube#video", "etag": f"r{post.revision}", "id": post.remote_id, **shown}


def uploads_id(owner: Account) -> str:
    """The list of all uploads has the channel's id with another beginning."""
    return f"UU{owner.remote_id[2:]}"


def upload_item(owner: Account, post: Post, parts: list[str]) -> dict[str, Any]:
    whole = {
        "snippet": {
            "publishedAt": iso(post.created_at),
            "channelId": owner.remote_id,
            "title": post.document["title"],
            "description": post.text,
            "playlistId": uploads_id(owner),
            "resourceId": {"kind": "youtube#video", "videoId": post.remote_id},
        },
        "contentDetails": {"videoId": post.remote_id, "videoPublishedAt": iso(post.created_at)},
        "status": {"privacyStatus": post.document["status"]["privacyStatus"]},
    }
    shown = {name: value for name, value in whole.items() if name in parts}
    return {"kind": "youtube#playlistItem", "etag": "e", "id": f"UUi{post.remote_id}", **shown}


def channel(state: State, account: Account, parts: list[str]) -> dict[str, Any]:
    videos = [post for post in state.posts.live("youtube", account.id, limit=-1) if "title" in post.document]
    whole = {
        "snippet": {
            "title": account.display_name,
            "description": "",
            "customUrl": f"@{account.handle}",
            "publishedAt": iso(account.created_at),
        },
        "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": uploads_id(account)}},
        "statistics": {
            "viewCount": str(sum(of_post(post, state.now())["views"] for post in videos)),
            "subscriberCount": str(of_account(account.network, account.handle)["followers"]),
            "hiddenSubscriberCount": False,
            "videoCount": str(len(videos)),
        },
        "status": {"privacyStatus": "public", "isLinked": True, "longUploadsStatus": "allowed"},
    }
    shown = {name: value for name, value in whole.items() if name in parts}
    return {"kind": "youtube#channel", "etag": "e", "id": account.remote_id, **shown}


def comment(owner: Account, post: Post) -> dict[str, Any]:
    return {
        "kind": "youtube#comment",
        "etag": f"r{post.revision}",
        "id": post.remote_id,
        "snippet": {
            "channelId": post.document["channel_id"],
            "videoId": post.document["comment_on"],
            "textDisplay": post.text,
            "textOriginal": post.text,
            "authorDisplayName": f"@{owner.handle}",
            "authorChannelId": {"value": owner.remote_id},
            "canRate": True,
            "viewerRating": "none",
            "likeCount": 0,
            "publishedAt": iso(post.created_at),
            "updatedAt": iso(post.updated_at or post.created_at),
        },
    }


def thread(owner: Account, post: Post) -> dict[str, Any]:
    return {
        "kind": "youtube#commentThread",
        "etag": f"r{post.revision}",
        "id": post.remote_id,
        "snippet": {
            "channelId": post.document["channel_id"],
            "videoId": post.document["comment_on"],
            "topLevelComment": comment(owner, post),
            "canReply": True,
            "totalReplyCount": 0,
            "isPublic": True,
        },
    }


def page(kind: str, items: list[dict[str, Any]], total: int, next_token: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = {"kind": f"youtube#{kind}ListResponse", "etag": "e", "items": items}
    answer["pageInfo"] = {"totalResults": total, "resultsPerPage": len(items)}
    return {**answer, "nextPageToken": next_token} if next_token else answer
