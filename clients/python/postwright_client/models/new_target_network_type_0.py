from typing import Literal

NewTargetNetworkType0 = Literal[
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

NEW_TARGET_NETWORK_TYPE_0_VALUES: set[NewTargetNetworkType0] = {
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


def check_new_target_network_type_0(value: str) -> NewTargetNetworkType0:
    if value in NEW_TARGET_NETWORK_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_TARGET_NETWORK_TYPE_0_VALUES!r}")
