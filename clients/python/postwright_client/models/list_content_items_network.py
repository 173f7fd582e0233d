from typing import Literal

ListContentItemsNetwork = Literal[
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

LIST_CONTENT_ITEMS_NETWORK_VALUES: set[ListContentItemsNetwork] = {
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


def check_list_content_items_network(value: str) -> ListContentItemsNetwork:
    if value in LIST_CONTENT_ITEMS_NETWORK_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CONTENT_ITEMS_NETWORK_VALUES!r}")
