"""The passport of content: where each version comes from, who approved it, and what was published of it."""

from dataclasses import dataclass
from uuid import UUID

from services.gateway.domain.content import ContentRequest
from services.gateway.domain.content_items import ContentItem, Version
from services.gateway.domain.posts import Post
from services.gateway.domain.workflows import Workflow
from services.gateway.errors import NotFoundError
from services.gateway.repository import content, content_items, posts, workflows
from shared.unit_of_work import UnitOfWork

_MOST_VERSIONS = 500


@dataclass(frozen=True, slots=True)
class PassportPage:
    """One version, the reviews of it, and the posts that were made from it.

    Attributes:
        posts: Each with the reviews of what it was changed to.
    """

    version: Version
    reviews: tuple[Workflow, ...]
    posts: tuple[tuple[Post, tuple[Workflow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything that is known of an item, version by version, the newest first.

    Attributes:
        request: What it was generated for, if it was.
    """

    item: ContentItem
    request: ContentRequest | None
    pages: tuple[PassportPage, ...]


@dataclass(frozen=True)
class Passports:
    async def of(self, work: UnitOfWork, item_id: UUID) -> Passport:
        """The passport of an item.

        Raises:
            NotFoundError: There is no such item here.
        """
        item = await content_items.find(work.connection, item_id)
        if item is None:
            raise NotFoundError.of("content item", item_id)
        request = None if item.request_id is None else await content.find(work.connection, item.request_id)
        versions = await content_items.versions(work.connection, item_id, None, _MOST_VERSIONS)
        made = await posts.of_item(work.connection, item_id)
        reviews = await workflows.of_item(work.connection, item_id, [post.post_id for post in made])
        return Passport(
            item,
            request,
            tuple(
                PassportPage(
                    version,
                    tuple(one for one in reviews if one.version == version.number),
                    tuple(
                        (post, tuple(one for one in reviews if one.post_id == post.post_id))
                        for post in made
                        if post.content_version == version.number
                    ),
                )
                for version in versions
            ),
        )
