import re
from html import escape
from typing import Any

from starlette.requests import Request

from sandbox.accounts import Account
from sandbox.audience import of_account, of_post
from sandbox.media import Media
from sandbox.posts import Post, PostedMedia
from sandbox.rules import HASHTAG, URL
from sandbox.state import State
from sandbox.times import iso

MENTION = re.compile(r"(?<![\w@/])@(\w+)(?:@([\w.-]+\w))?")


def profile_url(public_url: str, account: Account) -> str:
    return f"{public_url}/mastodon/@{account.handle}"


def status_url(public_url: str, account: Account, post: Post) -> str:
    return f"{profile_url(public_url, account)}/{post.remote_id}"


def account(state: State, request: Request, shown: Account) -> dict[str, Any]:
    url = state.public_url(request)
    found = state.store.one(
        "SELECT count(*) AS n FROM posts WHERE account_id = ? AND deleted_at IS NULL", shown.id
    )
    audience = of_account(shown.network, shown.handle)
    picture = f"{url}/_sandbox/avatars/mastodon/{shown.handle}.svg"
    return {
        "id": shown.remote_id,
        "username": shown.handle,
        "acct": shown.handle,
        "display_name": shown.display_name,
        "locked": False,
        "bot": False,
        "group": False,
        "discoverable": True,
        "created_at": iso(shown.created_at),
        "note": "",
        "url": profile_url(url, shown),
        "uri": f"{url}/mastodon/users/{shown.handle}",
        "avatar": picture,
        "avatar_static": picture,
        "header": "",
        "header_static": "",
        "followers_count": audience["followers"],
        "following_count": audience["following"],
        "statuses_count": int(found["n"]) if found else 0,
        "last_status_at": None,
        "emojis": [],
        "fields": [],
    }


def attachment(
    state: State, request: Request, media: Media | PostedMedia, *, ready: bool = True
) -> dict[str, Any]:
    url = f"{state.public_url(request)}/_sandbox/media/{media.sha256}"
    size = {"width": media.width, "height": media.height, "size": f"{media.width}x{media.height}"}
    return {
        "id": media.media_id,
        "type": "video" if media.mime.startswith("video/") else "image",
        "url": url if ready else None,
        "preview_url": url,
        "remote_url": None,
        "text_url": None,
        "meta": {"original": size} if media.width else {},
        "description": media.alt or None,
        "blurhash": None,
    }


def content(text: str, public_url: str) -> str:
    """The text as Mastodon's HTML: paragraphs, breaks, links, hashtags and mentions."""
    paragraphs = re.split(r"\n{2,}", text.strip())
    return "".join(f"<p>{_marked(paragraph, public_url)}</p>" for paragraph in paragraphs if paragraph)


def _marked(text: str, public_url: str) -> str:
    pieces: list[str] = []
    end = 0
    for link in URL.finditer(text):
        pieces.append(_tagged(text[end : link.start()], public_url))
        address = escape(link.group())
        shown = escape(re.sub(r"^https?://", "", link.group()))
        pieces.append(f'<a href="{address}" target="_blank" rel="nofollow noopener">{shown}</a>')
        end = link.end()
    pieces.append(_tagged(text[end:], public_url))
    return "".join(pieces).replace("\n", "<br />")


def _tagged(text: str, public_url: str) -> str:
    marked = HASHTAG.sub(
        lambda tag: (
            f'<a href="{public_url}/mastodon/tags/{tag[1]}" class="mention hashtag" rel="tag">#<span>{tag[1]}</span></a>'
        ),
        escape(text, quote=False),
    )
    return MENTION.sub(
        lambda who: (
            f'<span class="h-card"><a href="{public_url}/mastodon/@{who[1]}" class="u-url mention">@<span>{who[1]}</span></a></span>'
        ),
        marked,
    )


def status(state: State, request: Request, author: Account, post: Post) -> dict[str, Any]:
    url = state.public_url(request)
    document, numbers = post.document, of_post(post, state.now())
    return {
        "id": post.remote_id,
        "uri": f"{url}/mastodon/users/{author.handle}/statuses/{post.remote_id}",
        "url": status_url(url, author, post),
        "created_at": iso(post.created_at),
        "edited_at": iso(post.updated_at) if post.updated_at else None,
        "account": account(state, request, author),
        "content": content(post.text, url),
        "visibility": document["visibility"],
        "sensitive": document["sensitive"],
        "spoiler_text": document["spoiler_text"],
        "language": document["language"],
        "in_reply_to_id": document["in_reply_to_id"],
        "in_reply_to_account_id": None,
        "media_attachments": [attachment(state, request, item) for item in post.media],
        "poll": document["poll"],
        "mentions": [],
        "tags": [
            {"name": tag.lower(), "url": f"{url}/mastodon/tags/{tag.lower()}"}
            for tag in HASHTAG.findall(post.text)
        ],
        "emojis": [],
        "card": None,
        "reblog": None,
        "application": {"name": "Sandbox", "website": None},
        "reblogs_count": numbers["shares"],
        "favourites_count": numbers["likes"],
        "replies_count": numbers["comments"],
        "quotes_count": numbers["quotes"],
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "pinned": False,
    }
