from typing import Any

from sandbox import audience
from sandbox.accounts import Account
from sandbox.graph.dialect import Graph
from sandbox.graph.times import graph_time
from sandbox.posts import Post, PostedMedia


def post_view(network: Graph, account: Account, post: Post, public_url: str) -> dict[str, Any]:
    """A post, video, reel or comment with every field that can be asked for."""
    url = f"{public_url}/facebook/web/{account.handle}/posts/{post.remote_id}"
    counted = audience.of_post(post, network.state.now())
    text = post.text or None
    return {
        "id": post.remote_id,
        "from": {"id": account.remote_id, "name": account.display_name},
        "message": text,
        "description": text,
        "title": post.document.get("title") or None,
        "created_time": graph_time(post.created_at),
        "permalink_url": url,
        "attachments": _attachments(post),
        "shares": {"count": counted["shares"]} if counted["shares"] else None,
        "comments": {"data": [], "summary": {"total_count": counted["comments"]}},
        "reactions": {"data": [], "summary": {"total_count": counted["likes"]}},
        "likes": {"data": [], "summary": {"total_count": counted["likes"]}},
        "published": True,
    }


def _attachments(post: Post) -> dict[str, Any] | None:
    if post.document.get("link"):
        return {"data": [{"media_type": "link", "unshimmed_url": post.document["link"]}]}
    if not post.media:
        return None
    if len(post.media) > 1:
        inner = {"data": [_attachment(item) for item in post.media]}
        return {"data": [{"media_type": "album", "subattachments": inner}]}
    return {"data": [_attachment(post.media[0])]}


def _attachment(item: PostedMedia) -> dict[str, Any]:
    kind = "video" if item.mime.startswith("video/") else "photo"
    return {"media_type": kind, "target": {"id": item.media_id}}
