from typing import Literal

ListPublicationsNetwork = Literal[
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

LIST_PUBLICATIONS_NETWORK_VALUES: set[ListPublicationsNetwork] = {
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


def check_list_publications_network(value: str) -> ListPublicationsNetwork:
    if value in LIST_PUBLICATIONS_NETWORK_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_PUBLICATIONS_NETWORK_VALUES!r}")
