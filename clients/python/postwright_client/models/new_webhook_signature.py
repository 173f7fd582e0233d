from typing import Literal

NewWebhookSignature = Literal["v1", "v1a"]

NEW_WEBHOOK_SIGNATURE_VALUES: set[NewWebhookSignature] = {
    "v1",
    "v1a",
}


def check_new_webhook_signature(value: str) -> NewWebhookSignature:
    if value in NEW_WEBHOOK_SIGNATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_WEBHOOK_SIGNATURE_VALUES!r}")
