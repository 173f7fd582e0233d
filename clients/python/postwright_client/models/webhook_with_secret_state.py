from typing import Literal

WebhookWithSecretState = Literal["disabled", "enabled"]

WEBHOOK_WITH_SECRET_STATE_VALUES: set[WebhookWithSecretState] = {
    "disabled",
    "enabled",
}


def check_webhook_with_secret_state(value: str) -> WebhookWithSecretState:
    if value in WEBHOOK_WITH_SECRET_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_WITH_SECRET_STATE_VALUES!r}")
