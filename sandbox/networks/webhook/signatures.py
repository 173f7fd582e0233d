"""Standard Webhooks: whether a message is from who shares the secret, and is of now."""

import hmac
from datetime import UTC, datetime

from standardwebhooks import Webhook
from starlette.requests import Request

from sandbox.networks.webhook.dialect import refusal

TOLERANCE_SECONDS = 300


def verified(request: Request, body: bytes, secret: str, now: float) -> str:
    """The message's id, once one of its signatures is right and its time is near."""
    message_id, stamp = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
    signatures = request.headers.get("webhook-signature", "").split()
    if not message_id or not stamp.isdigit() or not signatures:
        raise refusal(401, "missing required headers")
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        raise refusal(401, "message timestamp too old or too new")
    expected = Webhook(secret).sign(message_id, datetime.fromtimestamp(int(stamp), UTC), body.decode())
    if not any(hmac.compare_digest(expected.encode(), given.encode()) for given in signatures):
        raise refusal(401, "no matching signature")
    return message_id
