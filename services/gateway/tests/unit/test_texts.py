from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from services.gateway.domain.texts import Text

OPTIONAL: TypeAdapter[str | None] = TypeAdapter(Annotated[str | None, Text(5)])


def test_a_text_that_may_be_null_may_be_null() -> None:
    """Sent as null it is as if it was left out."""
    assert OPTIONAL.validate_python(None) is None
    assert OPTIONAL.validate_python("tea") == "tea"


@pytest.mark.parametrize("text", ["t\x00a", "too long"])
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    """PostgreSQL takes no U+0000, and a text has an end."""
    with pytest.raises(ValidationError):
        OPTIONAL.validate_python(text)
