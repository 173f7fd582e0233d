from typing import Literal

NewApiKeyScopesItem = Literal[
    "accounts:manage",
    "accounts:read",
    "analytics:read",
    "audit:read",
    "content:approve",
    "content:read",
    "content:write",
    "keys:manage",
    "media:read",
    "media:write",
    "members:manage",
    "organization:manage",
    "organization:read",
    "posts:read",
    "posts:write",
    "publishing:halt",
    "webhooks:manage",
]

NEW_API_KEY_SCOPES_ITEM_VALUES: set[NewApiKeyScopesItem] = {
    "accounts:manage",
    "accounts:read",
    "analytics:read",
    "audit:read",
    "content:approve",
    "content:read",
    "content:write",
    "keys:manage",
    "media:read",
    "media:write",
    "members:manage",
    "organization:manage",
    "organization:read",
    "posts:read",
    "posts:write",
    "publishing:halt",
    "webhooks:manage",
}


def check_new_api_key_scopes_item(value: str) -> NewApiKeyScopesItem:
    if value in NEW_API_KEY_SCOPES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_API_KEY_SCOPES_ITEM_VALUES!r}")
