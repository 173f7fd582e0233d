import unicodedata
from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.media import Media
from sandbox.networks.x import editing
from sandbox.networks.x.dialect import NOT_PERMITTED, X, forbidden, invalid_request
from sandbox.networks.x.shapes import PollPart, TweetBody
from sandbox.networks.x.shortening import shorten
from sandbox.posts import Post, PostedMedia
from sandbox.times import iso
from shared.capabilities.counting import CASHTAG

DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


@dataclass(frozen=True)
class Draft:
    text: str
    document: dict[str, Any]
    media: list[PostedMedia]
    former: Post | None = None
    """The post that this is an edit of."""


def compose(network: X, account: Account, body: TweetBody) -> Draft:
    """Check a post as X does; raises its refusal."""
    text = unicodedata.normalize("NFC", body.text or "").strip()
    if not text and not body.media:
        raise invalid_request("Tweets must contain text or media.", {"text": [text]})
    if body.quote_tweet_id:
        raise forbidden("Quoting a Post is not available on your plan.")
    _refuse_what_excludes_itself(body)
    media = _attached(network, account, body.media.media_ids) if body.media else []
    limits = rules.capability("x").text
    is_too_long = rules.text_length("x", text) > rules.text_limit("x", "weighted characters")
    if is_too_long or any(character in text for character in limits.refused_characters):
        raise forbidden(NOT_PERMITTED)
    if limits.max_cashtags and len(CASHTAG.findall(text)) > limits.max_cashtags.max:
        raise invalid_request("Posts are limited to a maximum of one cashtag.", {"text": [text]})
    former = (
        editing.former(network, account, body.edit_options.previous_post_id) if body.edit_options else None
    )
    conversation = _conversation(network, account, body)
    _refuse_duplicate(network, account, text)
    shown, urls = shorten(text, account.handle, [item.media_id for item in media])
    document = {
        "text": shown,
        "urls": urls,
        "media_keys": [media_key(item) for item in media],
        "conversation_id": conversation,
        "in_reply_to": body.reply.in_reply_to_tweet_id if body.reply else None,
        "reply_settings": body.reply_settings or "everyone",
        "poll": _poll(network, body.poll) if body.poll else None,
        "made_with_ai": bool(body.made_with_ai),
        "paid_partnership": bool(body.paid_partnership),
        "community_id": body.community_id,
        "share_with_followers": bool(body.share_with_followers),
    }
    if former:
        document |= {name: former.document[name] for name in ("conversation_id", "in_reply_to")}
    return Draft(text, document, [item.posted() for item in media], former)


def _refuse_what_excludes_itself(body: TweetBody) -> None:
    if body.media and body.poll:
        raise invalid_request("Only one of media and poll can be given.")
    if body.poll and not (body.text or "").strip():
        raise invalid_request("A poll needs text.", {"text": [""]})
    if body.share_with_followers is not None and not body.community_id:
        raise invalid_request("share_with_followers goes with community_id only.")
    if body.edit_options and (body.poll or body.reply or body.community_id):
        raise invalid_request("An edit can have neither poll nor reply nor community_id.")


def _poll(network: X, poll: PollPart) -> dict[str, Any]:
    ends = network.state.now() + poll.duration_minutes * 60
    options = [
        {"position": place, "label": label, "votes": 0} for place, label in enumerate(poll.options, start=1)
    ]
    return {
        "id": network.next_id(),
        "options": options,
        "duration_minutes": poll.duration_minutes,
        "end_datetime": iso(ends),
    }


def media_key(media: Media) -> str:
    prefix = {"tweet_video": "13", "amplify_video": "13", "tweet_gif": "16"}.get(
        media.document["category"], "3"
    )
    return f"{prefix}_{media.media_id}"


def _attached(network: X, account: Account, media_ids: list[str]) -> list[Media]:
    shelf = network.state.media
    found = [shelf.find(network.name, account.id, media_id) for media_id in media_ids]
    media = [
        item
        for item in found
        if item and shelf.is_ready(item) and not item.document.get("failed") and not _is_gone(network, item)
    ]
    if len(media) < len(media_ids):
        raise invalid_request("Your media IDs are invalid.", {"media.media_ids": media_ids})
    if len(media) > 1 and any(item.document["category"] != "tweet_image" for item in media):
        raise invalid_request(
            "Your media IDs are invalid: 4 images, or one GIF, or one video.", {"media.media_ids": media_ids}
        )
    return media


def _is_gone(network: X, media: Media) -> bool:
    return media.expires_at is not None and media.expires_at <= network.state.now()


def _conversation(network: X, account: Account, body: TweetBody) -> str | None:
    """The conversation of a reply; None for a post that starts its own. Only one's own posts can be answered."""
    if body.reply is None:
        return None
    parent = editing.find(network, body.reply.in_reply_to_tweet_id)
    if parent is None or parent.deleted_at is not None:
        raise forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
    if parent.account_id != account.id:
        raise forbidden(
            "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged"
            " by the author of the post you are replying to."
        )
    return str(parent.document["conversation_id"] or parent.remote_id)


def _refuse_duplicate(network: X, account: Account, text: str) -> None:
    """The same words within the window are refused while the first post stands; media alone never is."""
    since = network.state.now() - network.state.settings.x_duplicate_window_seconds
    row = network.state.store.one(
        "SELECT 1 FROM posts WHERE network = ? AND account_id = ? AND text = ? AND text <> '' AND created_at > ?"
        " AND deleted_at IS NULL LIMIT 1",
        network.name,
        account.id,
        text,
        since,
    )
    if row:
        raise forbidden(DUPLICATE)
