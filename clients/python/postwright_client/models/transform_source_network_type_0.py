from typing import Literal

TransformSourceNetworkType0 = Literal[
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

TRANSFORM_SOURCE_NETWORK_TYPE_0_VALUES: set[TransformSourceNetworkType0] = {
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


def check_transform_source_network_type_0(value: str) -> TransformSourceNetworkType0:
    if value in TRANSFORM_SOURCE_NETWORK_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRANSFORM_SOURCE_NETWORK_TYPE_0_VALUES!r}")
