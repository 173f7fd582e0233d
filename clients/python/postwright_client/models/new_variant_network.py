from typing import Literal

NewVariantNetwork = Literal[
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

NEW_VARIANT_NETWORK_VALUES: set[NewVariantNetwork] = {
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


def check_new_variant_network(value: str) -> NewVariantNetwork:
    if value in NEW_VARIANT_NETWORK_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_VARIANT_NETWORK_VALUES!r}")
