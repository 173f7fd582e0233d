from typing import Literal

WebhookWithSecretDisabledBecauseType0 = Literal["asked", "failing", "gone"]

WEBHOOK_WITH_SECRET_DISABLED_BECAUSE_TYPE_0_VALUES: set[WebhookWithSecretDisabledBecauseType0] = {
    "asked",
    "failing",
    "gone",
}


def check_webhook_with_secret_disabled_because_type_0(value: str) -> WebhookWithSecretDisabledBecauseType0:
    if value in WEBHOOK_WITH_SECRET_DISABLED_BECAUSE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WEBHOOK_WITH_SECRET_DISABLED_BECAUSE_TYPE_0_VALUES!r}"
    )
