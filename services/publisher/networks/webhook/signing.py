"""Standard Webhooks: how a receiver knows that a message is ours.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
from datetime import datetime

from standardwebhooks import Webhook

from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError

_PREFIX = "whsec_"
_SHORTEST_BYTES, _LONGEST_BYTES = 24, 64


def headers(secrets: str, message_id: str, now: datetime, body: str) -> dict[str, str]:
    """The three headers, signed with each of the secrets: there are two while one is being changed.

    Raises:
        RefusedError: A secret is none.
    """
    signers = [Webhook(_key(secret)) for secret in secrets.split()]
    if not signers:
        raise _unusable()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signer.sign(message_id, now, body) for signer in signers),
    }


def _key(secret: str) -> bytes:
    text = secret.removeprefix(_PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise _unusable() from None
    if not _SHORTEST_BYTES <= len(key) <= _LONGEST_BYTES:
        raise _unusable()
    return key


def _unusable() -> RefusedError:
    detail = f"the secret must be {_PREFIX} and {_SHORTEST_BYTES} to {_LONGEST_BYTES} bytes in base64"
    return RefusedError(failure("reconnect", "webhook.secret_refused", detail))
