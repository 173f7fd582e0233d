from typing import Literal

WebhookViewDisabledBecauseType0 = Literal["asked", "failing", "gone"]

WEBHOOK_VIEW_DISABLED_BECAUSE_TYPE_0_VALUES: set[WebhookViewDisabledBecauseType0] = {
    "asked",
    "failing",
    "gone",
}


def check_webhook_view_disabled_because_type_0(value: str) -> WebhookViewDisabledBecauseType0:
    if value in WEBHOOK_VIEW_DISABLED_BECAUSE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WEBHOOK_VIEW_DISABLED_BECAUSE_TYPE_0_VALUES!r}"
    )
