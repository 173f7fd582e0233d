from typing import Literal

RequiredDisclaimerNetworksItem = Literal[
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

REQUIRED_DISCLAIMER_NETWORKS_ITEM_VALUES: set[RequiredDisclaimerNetworksItem] = {
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


def check_required_disclaimer_networks_item(value: str) -> RequiredDisclaimerNetworksItem:
    if value in REQUIRED_DISCLAIMER_NETWORKS_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REQUIRED_DISCLAIMER_NETWORKS_ITEM_VALUES!r}"
    )
