"""What a receiver's refusals mean: whatever it says beside the status is for people.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from shared.events import ErrorClass

_BY_STATUS: dict[int, tuple[ErrorClass, str]] = {
    401: ("reconnect", "webhook.signature_refused"),
    403: ("reconnect", "webhook.signature_refused"),
    404: ("reconnect", "webhook.address_unknown"),
    405: ("reconnect", "webhook.address_unknown"),
    409: ("duplicate", "webhook.known_already"),
    410: ("reconnect", "webhook.ended"),
    413: ("invalid", "webhook.too_large"),
}


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    if answer.status_code == 429:
        return failure("rate_limited", "webhook.rate_limited", words_of(answer), retry_at=retry_at(answer))
    error_class, code = _BY_STATUS.get(answer.status_code, ("invalid", "webhook.refused"))
    return failure(error_class, code, f"HTTP {answer.status_code}: {words_of(answer)}")
