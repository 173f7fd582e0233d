from typing import Literal

TemplatePostBodyNetworksItem = Literal[
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

TEMPLATE_POST_BODY_NETWORKS_ITEM_VALUES: set[TemplatePostBodyNetworksItem] = {
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


def check_template_post_body_networks_item(value: str) -> TemplatePostBodyNetworksItem:
    if value in TEMPLATE_POST_BODY_NETWORKS_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TEMPLATE_POST_BODY_NETWORKS_ITEM_VALUES!r}"
    )
