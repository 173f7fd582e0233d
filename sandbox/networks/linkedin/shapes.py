"""The bodies of posts and comments, as LinkedIn's pages define them."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from sandbox.networks.linkedin.bodies import Body

# ruff: noqa: N815  LinkedIn's names
Urn = Annotated[str, StringConstraints(pattern=r"^urn:li:[a-zA-Z]+:[\w-]+$")]
Alternative = Annotated[str, StringConstraints(max_length=4086)]
Title = Annotated[str, StringConstraints(max_length=400)]


class Distribution(Body):
    feedDistribution: Literal["MAIN_FEED", "NONE"]
    targetEntities: list[Any] = Field(default_factory=list)
    thirdPartyDistributionChannels: list[Any] = Field(default_factory=list)


class MediaContent(Body):
    id: Urn
    title: Title | None = None
    altText: Alternative | None = None


class ImageItem(Body):
    id: Urn
    altText: Alternative | None = None


class MultiImage(Body):
    images: list[ImageItem]


class Article(Body):
    source: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2048)]
    title: Title
    description: Annotated[str, StringConstraints(max_length=4086)] | None = None
    thumbnail: Urn | None = None
    thumbnailAltText: Alternative | None = None


class PollOption(Body):
    text: Annotated[str, StringConstraints(min_length=1, max_length=30)]


class PollSettings(Body):
    duration: Literal["ONE_DAY", "THREE_DAYS", "SEVEN_DAYS", "FOURTEEN_DAYS"]
    voteSelectionType: Literal["SINGLE_VOTE"] = "SINGLE_VOTE"
    isVoterVisibleToAuthor: bool = True


class PollContent(Body):
    question: Annotated[str, StringConstraints(min_length=1, max_length=140)]
    options: list[PollOption] = Field(min_length=2, max_length=4)
    settings: PollSettings


class PostContent(Body):
    media: MediaContent | None = None
    multiImage: MultiImage | None = None
    article: Article | None = None
    poll: PollContent | None = None


class PostBody(Body):
    author: Urn
    commentary: str
    visibility: Literal["PUBLIC", "CONNECTIONS", "LOGGED_IN"]
    distribution: Distribution
    lifecycleState: Literal["PUBLISHED"]
    isReshareDisabledByAuthor: bool = False
    content: PostContent | None = None


class Changes(Body):
    commentary: str


class Patch(Body):
    set: Changes = Field(alias="$set")


class PatchBody(Body):
    patch: Patch


class CommentText(Body):
    text: str
    attributes: list[Any] = Field(default_factory=list)


class CommentBody(Body):
    actor: Urn
    object: Urn
    message: CommentText
