"""API keys: /v1/api-keys."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AfterValidator, AwareDatetime, Field, StrictInt

from services.gateway.api.dependencies import SignedIn, Transactions, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.models import RequestBody, View
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.preconditions import IfMatch, IfNoneMatch, entity_tag, not_modified
from services.gateway.domain.api_keys import ApiKey, KeyState
from services.gateway.domain.policy import SCOPES, Permission
from services.gateway.domain.texts import Name
from services.gateway.usecases.api_keys import LONGEST_OVERLAP, ApiKeys
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/api-keys", tags=["API keys"])

UseCases = Annotated[ApiKeys, Depends(provided(ApiKeys))]
KeyName = Annotated[str, Name(100), Field(examples=["Warehouse export"])]
_DAY_SECONDS = 86_400


def _scope(name: Permission) -> Permission:
    if name not in SCOPES:
        raise ValueError(f"{name!r} is for people; use some of {', '.join(SCOPES)}")
    return name


_Scope = Annotated[Permission, AfterValidator(_scope), Field(json_schema_extra={"enum": list(SCOPES)})]


class NewApiKey(RequestBody):
    """An API key to be made."""

    name: KeyName
    scopes: list[_Scope] = Field(
        min_length=1,
        max_length=len(SCOPES),
        description=f"What it may do, within what its maker may: {', '.join(SCOPES)}.",
        examples=[["posts:read", "analytics:read"]],
    )
    expires_at: AwareDatetime | None = Field(default=None, description="None: until it is revoked.")


class ApiKeyChanges(RequestBody):
    """What may change of an API key."""

    name: KeyName


class Rotation(RequestBody):
    """How a key is replaced."""

    overlap_seconds: StrictInt = Field(
        default=_DAY_SECONDS,
        ge=0,
        le=int(LONGEST_OVERLAP.total_seconds()),
        description="How long the present key works beside the new one.",
        examples=[_DAY_SECONDS],
    )


class KeySecretView(View):
    """One text of a key."""

    prefix: str = Field(description="How it begins, behind `pw_live_`.", examples=["4fTq9ZxA"])
    created_at: datetime
    works_until: datetime | None = Field(description="Set once the key was rotated.")


class ApiKeyView(View):
    """An API key, without its text."""

    api_key_id: UUID
    name: str = Field(examples=["Warehouse export"])
    scopes: list[str] = Field(examples=[["posts:read", "analytics:read"]])
    state: KeyState = Field(
        description="`orphaned`: whoever made it is no member any more; rotate it to take it over.",
        examples=["active"],
    )
    user_id: UUID = Field(description="Who made it, or rotated it last: it can't do more than they may.")
    secrets: list[KeySecretView] = Field(description="Those that work now, the newest first.")
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    rotated_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")

    @classmethod
    def of(cls, key: ApiKey, now: datetime) -> "ApiKeyView":
        """A key as it is at that instant."""
        fields = {name: getattr(key, name) for name in cls.model_fields if name not in {"state", "secrets"}}
        secrets = [KeySecretView.model_validate(one) for one in key.secrets]
        return cls(**fields, state=key.state_at(now), secrets=secrets)


class NewApiKeyView(ApiKeyView):
    """An API key with its text, which is shown this once."""

    key: str = Field(
        description="Send it as `Authorization: Bearer`. It is not kept here and can't be shown again.",
        examples=["pw_live_4fTq9ZxA_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P0000zz"],
    )


def _made(status: int, key: ApiKey, text: str, work: UnitOfWork) -> Made:
    view = NewApiKeyView(**ApiKeyView.of(key, work.clock.now()).model_dump(), key=text)
    headers = {
        "Location": f"/v1/api-keys/{key.api_key_id}",
        "ETag": entity_tag(key.revision),
        "Cache-Control": "no-store",
    }
    return Made(status, view, headers, is_secret=True)


@router.post("", status_code=201, response_model=NewApiKeyView, summary="Make an API key")
async def create_api_key(body: NewApiKey, caller: SignedIn, keys: UseCases, create: Creation) -> Response:
    """For programs: it acts for the organisation within its scopes, until it expires or is revoked.

    It never may more than whoever made it: should they lose a role, so does the key. Send an `Idempotency-Key`, and an
    answer that was lost is given again.
    """

    async def effect(work: UnitOfWork) -> Made:
        key, text = await keys.create(
            work, caller, name=body.name, scopes=body.scopes, expires_at=body.expires_at
        )
        return _made(201, key, text, work)

    return await create(effect)


@router.get("", summary="List API keys")
async def list_api_keys(
    caller: SignedIn,
    keys: UseCases,
    transactions: Transactions,
    page: PageQuery,
    ended: Annotated[bool, Query(description="Also those that were revoked or have expired.")] = False,  # noqa: FBT002  a query parameter
) -> Page[ApiKeyView]:
    """Newest first."""
    filters = {"ended": ended}
    async with transactions.work(caller.organization_id) as work:
        rows = await keys.page(work, after=page.after_id(filters), ended=ended, limit=page.fetch)
    now = work.clock.now()
    return page.answer(
        rows,
        view=lambda key: ApiKeyView.of(key, now),
        key=lambda key: (str(key.api_key_id),),
        filters=filters,
    )


@router.get("/{api_key_id}", response_model=ApiKeyView, summary="Get an API key")
async def get_api_key(
    api_key_id: UUID,
    caller: SignedIn,
    keys: UseCases,
    transactions: Transactions,
    response: Response,
    known: IfNoneMatch = None,
) -> Response | ApiKeyView:
    """All of it but its text."""
    async with transactions.work(caller.organization_id) as work:
        key = await keys.get(work, api_key_id)
    view = ApiKeyView.of(key, work.clock.now())
    return not_modified(known, response, key.revision) or view


@router.patch("/{api_key_id}", summary="Rename an API key")
async def update_api_key(
    api_key_id: UUID,
    body: ApiKeyChanges,
    caller: SignedIn,
    keys: UseCases,
    transactions: Transactions,
    condition: IfMatch,
    response: Response,
) -> ApiKeyView:
    """What it may do never changes: make another one."""
    async with transactions.work(caller.organization_id) as work:
        key = await keys.rename(work, api_key_id, condition, body.name)
    response.headers["ETag"] = entity_tag(key.revision)
    return ApiKeyView.of(key, work.clock.now())


@router.post("/{api_key_id}/rotate", response_model=NewApiKeyView, summary="Replace an API key's text")
async def rotate_api_key(
    api_key_id: UUID, body: Rotation, caller: SignedIn, keys: UseCases, create: Creation
) -> Response:
    """The new text works at once, the present one for the overlap yet. From now on it is your key."""

    async def effect(work: UnitOfWork) -> Made:
        overlap = timedelta(seconds=body.overlap_seconds)
        key, text = await keys.rotate(work, caller, api_key_id, overlap)
        return _made(200, key, text, work)

    return await create(effect)


@router.delete("/{api_key_id}", status_code=204, summary="Revoke an API key")
async def revoke_api_key(
    api_key_id: UUID, caller: SignedIn, keys: UseCases, transactions: Transactions
) -> None:
    """It stops working everywhere at once, and stays in the list with `ended=true`. Again changes nothing."""
    async with transactions.work(caller.organization_id) as work:
        await keys.revoke(work, api_key_id)
