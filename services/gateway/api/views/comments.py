"""Comments as clients send and see them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.comments import Comment
from services.gateway.domain.texts import Text

_Words = Annotated[str, Text(5_000, required=True), Field(examples=["Is the offer still on?"])]
_Mentions = Annotated[
    list[UUID], Field(max_length=50, description="Members of the organisation; they are told.")
]


class NewComment(RequestBody):
    """Something to be said."""

    text: _Words
    reply_to: UUID | None = Field(default=None, description="A comment of the thread that it belongs to.")
    mentions: _Mentions = Field(default=[])


class CommentChanges(RequestBody):
    """What is left out stays."""

    text: _Words | None = None
    mentions: _Mentions | None = None

    @model_validator(mode="after")
    def _something(self) -> "CommentChanges":
        if self.text is None and self.mentions is None:
            raise ValueError("says nothing to change; send text, mentions or both")
        return self


class CommentView(View):
    """A comment."""

    comment_id: UUID
    item_id: UUID
    reply_to: UUID | None = Field(description="The comment that began its thread.")
    version: int = Field(description="Of the item: what it was said of.")
    text: str
    mentions: list[UUID]
    author: UUID
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    edited_at: datetime | None
    resolved_by: UUID | None
    resolved_at: datetime | None = Field(description="Of the comment that began the thread.")

    @classmethod
    def of(cls, comment: Comment) -> "CommentView":
        return cls.model_validate(comment)
