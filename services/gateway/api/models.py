"""What request and response bodies have in common."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr


def _require_text(secret: SecretStr) -> SecretStr:
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        # JSON can escape half of a surrogate pair; pydantic refuses it in a str, and not in a secret.
        raise ValueError("holds half of a surrogate pair, which is no character") from None
    return secret


SecretText = Annotated[SecretStr, AfterValidator(_require_text)]


class RequestBody(BaseModel):
    """A body that a client sends: a field we do not know is refused, so that a typing error is seen.

    Numbers and booleans are declared StrictInt, StrictBool: a text is not quietly taken for one.
    """

    model_config = ConfigDict(extra="forbid")


class View(BaseModel):
    """A body that we answer."""

    model_config = ConfigDict(from_attributes=True)
