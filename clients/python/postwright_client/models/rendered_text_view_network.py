from typing import Literal

RenderedTextViewNetwork = Literal[
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

RENDERED_TEXT_VIEW_NETWORK_VALUES: set[RenderedTextViewNetwork] = {
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


def check_rendered_text_view_network(value: str) -> RenderedTextViewNetwork:
    if value in RENDERED_TEXT_VIEW_NETWORK_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RENDERED_TEXT_VIEW_NETWORK_VALUES!r}")
