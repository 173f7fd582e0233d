"""The body of POST /2/tweets, as X's OpenAPI file defines it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sandbox import rules
from sandbox.networks.x.bodies import Body

POLL = rules.poll("x")
OPTION_CHARACTERS = POLL.option_characters.max
Id = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]


class MediaPart(Body):
    media_ids: list[Id] = Field(min_length=1, max_length=rules.media_count("x"))
    tagged_user_ids: list[Id] | None = Field(default=None, max_length=10)


class ReplyPart(Body):
    in_reply_to_tweet_id: Id
    exclude_reply_user_ids: list[Id] | None = None
    auto_populate_reply_metadata: bool | None = None


class PollPart(Body):
    options: list[Annotated[str, StringConstraints(min_length=1, max_length=OPTION_CHARACTERS)]] = Field(
        min_length=int(POLL.options.min or 0), max_length=int(POLL.options.max or 0)
    )
    duration_minutes: int = Field(
        ge=int(POLL.duration_seconds.min or 0) // 60, le=int(POLL.duration_seconds.max or 0) // 60
    )
    reply_settings: Literal["following", "mentionedUsers", "subscribers", "verified"] | None = None


class EditPart(Body):
    previous_post_id: Id


class TweetBody(Body):
    text: str | None = None
    media: MediaPart | None = None
    reply: ReplyPart | None = None
    poll: PollPart | None = None
    quote_tweet_id: Id | None = None
    reply_settings: Literal["following", "mentionedUsers", "subscribers", "verified"] | None = None
    for_super_followers_only: bool | None = None
    made_with_ai: bool | None = None
    paid_partnership: bool | None = None
    nullcast: bool | None = None
    community_id: Id | None = None
    share_with_followers: bool | None = None
    edit_options: EditPart | None = None
