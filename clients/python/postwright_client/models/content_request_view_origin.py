from typing import Literal

ContentRequestViewOrigin = Literal["brief", "template", "transformed"]

CONTENT_REQUEST_VIEW_ORIGIN_VALUES: set[ContentRequestViewOrigin] = {
    "brief",
    "template",
    "transformed",
}


def check_content_request_view_origin(value: str) -> ContentRequestViewOrigin:
    if value in CONTENT_REQUEST_VIEW_ORIGIN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTENT_REQUEST_VIEW_ORIGIN_VALUES!r}")
