from typing import Literal

TargetChangeNetworkType0 = Literal[
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

TARGET_CHANGE_NETWORK_TYPE_0_VALUES: set[TargetChangeNetworkType0] = {
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


def check_target_change_network_type_0(value: str) -> TargetChangeNetworkType0:
    if value in TARGET_CHANGE_NETWORK_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TARGET_CHANGE_NETWORK_TYPE_0_VALUES!r}")
