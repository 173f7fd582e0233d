from typing import Literal

TemplateRequestBodyNetworksItem = Literal[
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

TEMPLATE_REQUEST_BODY_NETWORKS_ITEM_VALUES: set[TemplateRequestBodyNetworksItem] = {
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


def check_template_request_body_networks_item(value: str) -> TemplateRequestBodyNetworksItem:
    if value in TEMPLATE_REQUEST_BODY_NETWORKS_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TEMPLATE_REQUEST_BODY_NETWORKS_ITEM_VALUES!r}"
    )
