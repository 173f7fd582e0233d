from dataclasses import dataclass
from typing import Any

from sandbox import rules
from sandbox.accounts import Account
from sandbox.calls import RefusedError
from sandbox.media import Media
from sandbox.networks.mastodon.dialect import invalid
from sandbox.networks.mastodon.languages import known_language
from sandbox.networks.mastodon.parameters import text, texts, truth
from sandbox.posts import Post, PostedMedia
from sandbox.state import State
from sandbox.times import iso

VISIBILITIES = {"public", "unlisted", "private", "direct"}


@dataclass(frozen=True)
class Draft:
    text: str
    document: dict[str, Any]
    media: list[PostedMedia]


def compose(state: State, account: Account, given: dict[str, Any], editing: Post | None = None) -> Draft:
    """Check a status as Mastodon's PostStatusService does and give what is to be stored."""
    if given.get("scheduled_at"):
        raise RefusedError(422, {"error": "Scheduled statuses are not played by this sandbox"})
    body = text(given.get("status")).strip()
    spoiler = text(given.get("spoiler_text")).strip()
    if not body and spoiler:
        body, spoiler = spoiler, ""
    poll = _poll(given.get("poll"), state)
    media = _attached(state, account, texts(given.get("media_ids")), poll, editing)
    if not body and not media:
        raise invalid("Text can't be blank")
    most = state.settings.mastodon_characters
    if rules.text_length("mastodon", spoiler + body) > most:
        raise invalid(f"Text character limit of {most} exceeded")
    visibility = text(given.get("visibility")) or "public"
    if visibility not in VISIBILITIES:
        raise invalid("Visibility is not included in the list")
    document = {
        "visibility": visibility,
        "sensitive": truth(given.get("sensitive")) or bool(spoiler),
        "spoiler_text": spoiler,
        "language": known_language(given.get("language")),
        "in_reply_to_id": _replied_to(state, given.get("in_reply_to_id")),
        "poll": poll,
        "quote_approval_policy": _quote_policy(given.get("quote_approval_policy"), visibility),
    }
    return Draft(body, document, [item.posted() for item in media])


def _quote_policy(given: Any, visibility: str) -> str:
    policy = text(given) or "public"
    if policy not in {"public", "followers", "nobody"}:
        raise invalid("Quote approval policy is not included in the list")
    return "nobody" if visibility in {"private", "direct"} else policy


def _replied_to(state: State, remote_id: Any) -> str | None:
    if not remote_id:
        return None
    post = state.posts.find("mastodon", None, str(remote_id))
    if post is None or post.deleted_at is not None:
        raise RefusedError(404, {"error": "The post you are trying to reply to does not appear to exist."})
    return post.remote_id


def _attached(
    state: State, account: Account, media_ids: list[str], poll: dict[str, Any] | None, editing: Post | None
) -> list[Media]:
    if not media_ids:
        return []
    most = rules.media_count("mastodon")
    if len(media_ids) > most or poll:
        raise invalid(f"Cannot attach more than {most} files")
    found = {media_id: state.media.find("mastodon", account.id, media_id) for media_id in media_ids}
    mine = editing.seq if editing else None
    missing = [name for name, item in found.items() if item is None or item.post_seq not in {None, mine}]
    if missing:
        raise invalid(f"Media {', '.join(missing)} not found or already attached to another post")
    media = [item for item in found.values() if item is not None]
    if any(item.document["failed"] and state.media.is_ready(item) for item in media):
        raise invalid("Media could not be processed")
    if len(media) > 1 and any(item.mime.startswith("video/") for item in media):
        raise invalid("Cannot attach a video to a post that already contains images")
    if not all(state.media.is_ready(item) for item in media):
        raise RefusedError(
            422, {"error": "Cannot attach files that have not finished processing. Try again in a moment!"}
        )
    return media


def _poll(given: Any, state: State) -> dict[str, Any] | None:
    if not isinstance(given, dict):
        return None
    limits = rules.poll("mastodon")
    most, shortest, longest = (
        limits.options.max or 0,
        limits.duration_seconds.min or 0,
        limits.duration_seconds.max or 0,
    )
    options = [option.strip() for option in texts(given.get("options")) if option.strip()]
    if len(options) < 2:
        raise invalid("Options must have more than one item")
    if len(options) > most:
        raise invalid(f"Options can't contain more than {most:.0f} items")
    if any(rules.graphemes(option) > limits.option_characters.max for option in options):
        raise invalid(f"Options can't be longer than {limits.option_characters.max} characters each")
    if len(set(options)) < len(options):
        raise invalid("Options can't have duplicate items")
    seconds = text(given.get("expires_in"))
    if not seconds.isdigit():
        raise invalid("Expires at can't be blank")
    if int(seconds) < shortest:
        raise invalid("Expires at duration is too short")
    if int(seconds) > longest:
        raise invalid("Expires at duration is too long")
    return {
        "id": "1",
        "expires_at": iso(state.now() + int(seconds)),
        "expired": False,
        "multiple": truth(given.get("multiple")),
        "votes_count": 0,
        "options": [{"title": option, "votes_count": 0} for option in options],
        "emojis": [],
    }
