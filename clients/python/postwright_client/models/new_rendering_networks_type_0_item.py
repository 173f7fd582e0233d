from typing import Literal

NewRenderingNetworksType0Item = Literal[
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

NEW_RENDERING_NETWORKS_TYPE_0_ITEM_VALUES: set[NewRenderingNetworksType0Item] = {
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


def check_new_rendering_networks_type_0_item(value: str) -> NewRenderingNetworksType0Item:
    if value in NEW_RENDERING_NETWORKS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {NEW_RENDERING_NETWORKS_TYPE_0_ITEM_VALUES!r}"
    )
