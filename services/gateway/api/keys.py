from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from services.gateway.api.parts import provided
from services.gateway.tokens import AccessTokens

router = APIRouter(tags=["Identity"])


@router.get("/.well-known/jwks.json", summary="Public keys")
async def key_set(
    tokens: Annotated[AccessTokens, Depends(provided(AccessTokens))], response: Response
) -> dict[str, Any]:
    """The keys that access tokens are verified with, as a JSON Web Key Set (RFC 7517)."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return tokens.key_set()
