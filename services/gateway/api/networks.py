from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.gateway.api.limits import AnonymousLimit
from services.gateway.api.pagination import Page, PageQuery
from services.gateway.api.parts import provided
from services.gateway.domain.texts import Network
from shared.capabilities import Capability, Registry

router = APIRouter(prefix="/v1", tags=["Networks"], dependencies=[AnonymousLimit])

Networks = Annotated[Registry, Depends(provided(Registry))]
_CACHED = "public, max-age=300"


@router.get("/networks", summary="List networks")
async def list_networks(networks: Networks, page: PageQuery, response: Response) -> Page[Capability]:
    """What each network takes: limits and rules, dated, each with the official page it was read from.

    What you plan is checked against the same data.
    """
    response.headers["Cache-Control"] = _CACHED
    return page.answer_of_all(list(networks), view=lambda one: one, key=lambda one: one.network)


@router.get("/networks/{network}", summary="Read a network")
async def get_network(network: Network, networks: Networks, response: Response) -> Capability:
    """What one network takes."""
    response.headers["Cache-Control"] = _CACHED
    return networks[network]
