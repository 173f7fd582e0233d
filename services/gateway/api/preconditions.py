"""Entity tags: what a client has seen decides whether it may change it (RFC 9110 §13)."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from services.gateway.domain.revisions import RevisionCondition, entity_tag
from services.gateway.errors import MalformedRequestError, PreconditionRequiredError

__all__ = ["IfMatch", "IfNoneMatch", "RevisionCondition", "entity_tag", "not_modified"]

_TAG = re.compile(r'(?:W/)?"v(?P<revision>\d{1,9})"')


async def if_match(
    header: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="ETag of the revision you saw; `*` for any.",
            examples=['"v3"'],
            max_length=200,
        ),
    ] = None,
) -> RevisionCondition:
    if header is None:
        raise PreconditionRequiredError(
            "Send If-Match with the ETag of what you saw, so that nobody's change is overwritten unseen."
        )
    return RevisionCondition(_revisions("If-Match", header))


IfMatch = Annotated[RevisionCondition, Depends(if_match)]
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        description="ETag you already have: 304 if nothing changed.",
        examples=['"v3"'],
        max_length=200,
    ),
]


def not_modified(if_none_match: str | None, response: Response, revision: int) -> Response | None:
    """Sets the ETag on the answer; gives a 304 instead where the client already has this revision.

    `return not_modified(known, response, row.revision) or View.of(row)`
    """
    tag = entity_tag(revision)
    response.headers["ETag"] = tag
    if if_none_match is not None:
        known = _revisions("If-None-Match", if_none_match)
        if known is None or revision in known:
            return Response(status_code=304, headers={"ETag": tag})
    return None


def _revisions(name: str, header: str) -> frozenset[int] | None:
    if header.strip() == "*":
        return None
    tags = [_TAG.fullmatch(part.strip()) for part in header.split(",")]
    revisions = frozenset(int(tag["revision"]) for tag in tags if tag is not None)
    if len(revisions) == 0:
        raise MalformedRequestError(f'{name} is not an ETag of ours, which look like "v3".')
    return revisions
