"""What request and response bodies have in common."""

from pydantic import BaseModel, ConfigDict


class RequestBody(BaseModel):
    """A body that a client sends: a field we do not know is refused, so that a typing error is seen.

    Numbers and booleans are declared StrictInt, StrictBool: a text is not quietly taken for one.
    """

    model_config = ConfigDict(extra="forbid")


class View(BaseModel):
    """A body that we answer."""

    model_config = ConfigDict(from_attributes=True)
