from typing import Literal

WebhookViewState = Literal["disabled", "enabled"]

WEBHOOK_VIEW_STATE_VALUES: set[WebhookViewState] = {
    "disabled",
    "enabled",
}


def check_webhook_view_state(value: str) -> WebhookViewState:
    if value in WEBHOOK_VIEW_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_VIEW_STATE_VALUES!r}")
