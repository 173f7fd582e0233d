"""What a client wants beside text and attachments, its media named by their ids."""

from collections.abc import Iterator, Mapping
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.texts import Text
from shared.events import (
    LinkCard,
    MediaObject,
    MessageTemplate,
    Poll,
    PostDetails,
    PostKind,
    ThreadPart,
    Visibility,
)

MOST_MEDIA = 50

MediaIds = Annotated[
    list[UUID],
    Field(max_length=MOST_MEDIA, description="`media_id`s of `/v1/media`, in the order they are shown."),
]
_Words = Annotated[str, Text(100_000)]
_Short = Annotated[str, Text(1_000)]


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewLinkCard(_Wanted):
    """A page shown with title and picture; networks that fetch pages themselves need the address alone."""

    url: Annotated[str, Text(4_000), Field(examples=["https://chai.example/monsoon"])]
    title: _Short = ""
    description: _Words = ""
    image: UUID | None = Field(default=None, description="`media_id` of its picture.")


class NewPoll(_Wanted):
    """A question's answers; the text asks it."""

    options: list[_Short] = Field(max_length=50, examples=[["Masala", "Ginger"]])
    duration_seconds: int = Field(ge=1, le=10_000_000, examples=[86_400])
    multiple: bool = Field(default=False, description="Whether several may be chosen.")


class NewThreadPart(_Wanted):
    """One more post, an answer to the one before."""

    text: _Words = ""
    media: MediaIds = []


class NewMessageTemplate(_Wanted):
    """A message that the network approved beforehand, with what is filled in."""

    name: _Short
    language: _Short
    parameters: list[_Short] = Field(default=[], max_length=100)


class NewDetails(_Wanted):
    """What some networks offer beyond text and attachments; `/v1/networks` says which."""

    kind: PostKind = "post"
    title: _Short = ""
    link: NewLinkCard | None = None
    poll: NewPoll | None = None
    thread: list[NewThreadPart] = Field(default=[], max_length=100, description="The posts after the first.")
    first_comment: _Words = ""
    visibility: Visibility | None = Field(default=None, description="Null: the network's default.")
    content_warning: _Short = ""
    tags: list[_Short] = Field(
        default=[], max_length=500, description="Beside the text, without the number sign."
    )
    recipients: list[_Short] = Field(
        default=[],
        max_length=10_000,
        description="Of a message, each of whom agreed to receive it.",
        examples=[["+919876543210"]],
    )
    template: NewMessageTemplate | None = None
    options: dict[str, _Words] = Field(
        default={}, max_length=50, description="Of this network alone, as `/v1/networks` names them."
    )

    def media_ids(self) -> Iterator[tuple[str, UUID]]:
        """Every media it names, with the pointer to where."""
        if self.link is not None and self.link.image is not None:
            yield "link/image", self.link.image
        for part, answer in enumerate(self.thread):
            for position, media_id in enumerate(answer.media):
                yield f"thread/{part}/media/{position}", media_id

    def resolved(self, pointer: str, media: Mapping[UUID, MediaObject]) -> PostDetails:
        """The same with the media themselves.

        Raises:
            FlawedError: Media are not there.
        """
        flaws = [
            unknown_media(f"{pointer}/{field}", one) for field, one in self.media_ids() if one not in media
        ]
        if flaws:
            raise FlawedError(flaws)
        given = self.model_dump(exclude={"link", "thread", "poll", "template"})
        return PostDetails(
            **given,
            link=None if self.link is None else self._card(self.link, media),
            poll=None if self.poll is None else Poll.model_validate(self.poll.model_dump()),
            thread=tuple(
                ThreadPart(text=answer.text, media=tuple(media[one] for one in answer.media))
                for answer in self.thread
            ),
            template=None
            if self.template is None
            else MessageTemplate.model_validate(self.template.model_dump()),
        )

    def _card(self, link: NewLinkCard, media: Mapping[UUID, MediaObject]) -> LinkCard:
        image = None if link.image is None else media[link.image]
        return LinkCard(url=link.url, title=link.title, description=link.description, image=image)


def unknown_media(pointer: str, media_id: UUID) -> Flaw:
    detail = f"{media_id} is not among this organisation's media; GET /v1/media lists them"
    return Flaw(pointer, detail, "media.unknown")
