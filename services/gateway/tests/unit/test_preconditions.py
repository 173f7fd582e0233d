import pytest
from fastapi import Response

from services.gateway.api.preconditions import if_match, not_modified
from services.gateway.errors import MalformedRequestError, PreconditionRequiredError, StaleRevisionError


async def test_if_match_is_needed() -> None:
    """Without it nobody knows what the client has seen."""
    with pytest.raises(PreconditionRequiredError):
        await if_match(None)


@pytest.mark.parametrize("header", ["*", '"v3"', 'W/"v3"', '"v1", "v3"'])
async def test_the_seen_revision_may_change(header: str) -> None:
    """A match lets the change through."""
    (await if_match(header)).check(3)


async def test_another_revision_may_not() -> None:
    """The answer says which one is present."""
    with pytest.raises(StaleRevisionError) as error:
        (await if_match('"v2"')).check(3)

    assert error.value.headers == {"ETag": '"v3"'}


@pytest.mark.parametrize("header", ["", "v3", '"3"', '"abc"'])
async def test_a_foreign_tag_is_called_malformed(header: str) -> None:
    """Neither stale nor ignored."""
    with pytest.raises(MalformedRequestError):
        await if_match(header)


def test_not_modified_only_for_the_same_revision() -> None:
    """304 where the client has it, otherwise the ETag of what it gets."""
    response = Response()

    same = not_modified('"v3"', response, 3)

    assert same is not None
    assert (same.status_code, same.headers["ETag"]) == (304, '"v3"')
    assert not_modified('"v2"', response, 3) is None
    assert not_modified(None, response, 3) is None
    assert response.headers["ETag"] == '"v3"'
