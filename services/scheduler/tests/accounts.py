"""What is told of accounts and of publications."""

from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from shared.events import (
    AccountConnected,
    AccountDegraded,
    AccountDisconnected,
    PostFailed,
    PostPublished,
    PostScheduled,
    PostTarget,
)
from shared.ids import publication_id


def connected(organization_id: UUID, account_id: UUID, revision: int) -> AccountConnected:
    return AccountConnected(
        organization_id=organization_id,
        account_id=account_id,
        network="mastodon",
        remote_id="1",
        handle="@shop@example.social",
        display_name="Shop",
        profile_url="https://example.social/@shop",
        connected_at=datetime.now(UTC),
        revision=revision,
    )


def degraded(organization_id: UUID, account_id: UUID, revision: int) -> AccountDegraded:
    return AccountDegraded(
        organization_id=organization_id,
        account_id=account_id,
        network="mastodon",
        code="mastodon.token_revoked",
        detail="The access token was revoked",
        who_must_act="account_owner",
        degraded_at=datetime.now(UTC),
        revision=revision,
    )


def disconnected(organization_id: UUID, account_id: UUID, revision: int) -> AccountDisconnected:
    return AccountDisconnected(
        organization_id=organization_id,
        account_id=account_id,
        network="mastodon",
        disconnected_at=datetime.now(UTC),
        revision=revision,
    )


def outcome(
    post: PostScheduled, target: PostTarget, said: Literal["published", "rejected", "uncertain"]
) -> PostPublished | PostFailed:
    """What the publisher says became of a target."""
    now = datetime.now(UTC)
    publication = {
        "organization_id": post.organization_id,
        "publication_id": publication_id(post.post_id, target.account_id, target.occurrence_at),
        "post_id": post.post_id,
        "account_id": target.account_id,
        "network": target.network,
        "revision": post.revision,
        "due_at": target.occurrence_at,
        "attempts": 1,
    }
    if said == "published":
        return PostPublished.model_validate(
            publication
            | {
                "remote_id": "1",
                "url": "https://example.social/@shop/1",
                "published_at": now,
                "lateness_ms": 5,
            }
        )
    return PostFailed.model_validate(
        publication
        | {
            "failed_at": now,
            "outcome": said,
            "code": "mastodon.server_error",
            "detail": "Internal Server Error",
            "error_class": "transient",
            "who_must_act": "nobody",
            "retry_can_help": True,
        }
    )
