from typing import Literal

WebhookKeySignature = Literal["v1", "v1a"]

WEBHOOK_KEY_SIGNATURE_VALUES: set[WebhookKeySignature] = {
    "v1",
    "v1a",
}


def check_webhook_key_signature(value: str) -> WebhookKeySignature:
    if value in WEBHOOK_KEY_SIGNATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_KEY_SIGNATURE_VALUES!r}")
