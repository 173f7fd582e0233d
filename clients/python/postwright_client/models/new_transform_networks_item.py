from typing import Literal

NewTransformNetworksItem = Literal[
    "bluesky",
    "discord",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "pinterest",
    "telegram",
    "threads",
    "tiktok",
    "webhook",
    "whatsapp",
    "x",
    "youtube",
]

NEW_TRANSFORM_NETWORKS_ITEM_VALUES: set[NewTransformNetworksItem] = {
    "bluesky",
    "discord",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "pinterest",
    "telegram",
    "threads",
    "tiktok",
    "webhook",
    "whatsapp",
    "x",
    "youtube",
}


def check_new_transform_networks_item(value: str) -> NewTransformNetworksItem:
    if value in NEW_TRANSFORM_NETWORKS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_TRANSFORM_NETWORKS_ITEM_VALUES!r}")
