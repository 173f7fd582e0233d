"""Who may read live events: the permission of each family, and of the types that need another."""

from collections.abc import Mapping

from services.gateway.domain.policy import Permission

READ_WITH: Mapping[str, Permission] = {
    "account": "accounts:read",
    "account.measured": "analytics:read",
    "api_key": "keys:manage",
    "approval": "content:read",
    "batch": "content:read",
    "comment": "content:read",
    "connection": "accounts:manage",
    "content": "content:read",
    "content_item": "content:read",
    "export": "organization:manage",
    "media": "media:read",
    "member": "organization:read",
    "member.invited": "members:manage",
    "organization": "organization:read",
    "post": "posts:read",
    "post.measured": "analytics:read",
    "publication": "posts:read",
    "publishing": "posts:read",
    "quota": "organization:read",
    "rehearsal": "posts:read",
    "webhook": "webhooks:manage",
    "workflow": "content:read",
}

# Of a type that this version does not know, such as one that a newer replica has told: for who may see whatever is done.
READ_WITH_UNKNOWN: Permission = "audit:read"


def permission_to_read(name: str) -> Permission:
    """What somebody needs to be told of events of a type."""
    return READ_WITH.get(name) or READ_WITH.get(name.partition(".")[0], READ_WITH_UNKNOWN)
