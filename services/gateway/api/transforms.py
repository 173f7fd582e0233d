"""Texts made over: /v1/transforms."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.gateway.api.dependencies import SignedIn, provided
from services.gateway.api.idempotency import Creation, Made
from services.gateway.api.views.content import ContentRequestView
from services.gateway.api.views.transforms import NewTransform
from services.gateway.usecases.transforms import Transforms
from shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/transforms", tags=["Content requests"])


@router.post("", status_code=202, response_model=ContentRequestView, summary="Make a text over")
async def request_transform(
    body: NewTransform,
    caller: SignedIn,
    transforms: Annotated[Transforms, Depends(provided(Transforms))],
    create: Creation,
) -> Response:
    """For another network, shorter, in another tone or language. It becomes the content of a new content request
    (`origin: transformed`), which then goes its way as any other. Look at Location for how far it is.
    """

    async def effect(work: UnitOfWork) -> Made:
        request = await transforms.request(work, caller, body.to_domain())
        headers = {"Location": f"/v1/content-requests/{request.request_id}", "Retry-After": "1"}
        return Made(202, ContentRequestView.of(request), headers)

    return await create(effect)
