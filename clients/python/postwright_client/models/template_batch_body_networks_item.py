from typing import Literal

TemplateBatchBodyNetworksItem = Literal[
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

TEMPLATE_BATCH_BODY_NETWORKS_ITEM_VALUES: set[TemplateBatchBodyNetworksItem] = {
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


def check_template_batch_body_networks_item(value: str) -> TemplateBatchBodyNetworksItem:
    if value in TEMPLATE_BATCH_BODY_NETWORKS_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TEMPLATE_BATCH_BODY_NETWORKS_ITEM_VALUES!r}"
    )
