from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import Client
from ...errors import refusal
from ...models.capability import Capability
from ...models.get_network_network import GetNetworkNetwork
from ...types import Response


def _get_kwargs(
    network: GetNetworkNetwork,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/networks/{network}".format(
            network=quote(str(network), safe=""),
        ),
    }

    return _kwargs


def _parse_response(response: httpx.Response) -> Capability:
    if response.status_code == 200:
        response_200 = Capability.from_dict(response.json())

        return response_200

    raise refusal(response)


def _build_response(response: httpx.Response) -> Response[Capability]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    network: GetNetworkNetwork,
    *,
    client: Client,
) -> Response[Capability]:
    """Read a network

    The same with status and headers, such as ETag.
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            network=network,
        )
    )
    return _build_response(response)


def sync(
    network: GetNetworkNetwork,
    *,
    client: Client,
) -> Capability:
    """Read a network

    What one network takes.

    Args:
        network (GetNetworkNetwork): Of `/v1/networks`.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return sync_detailed(
        network=network,
        client=client,
    ).parsed


async def asyncio_detailed(
    network: GetNetworkNetwork,
    *,
    client: Client,
) -> Response[Capability]:
    """Read a network

    The same with status and headers, such as ETag.
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            network=network,
        )
    )
    return _build_response(response)


async def asyncio(
    network: GetNetworkNetwork,
    *,
    client: Client,
) -> Capability:
    """Read a network

    What one network takes.

    Args:
        network (GetNetworkNetwork): Of `/v1/networks`.

    Raises:
        ProblemError: The request was refused.
        httpx.TransportError: There was no answer.
    """

    return (
        await asyncio_detailed(
            network=network,
            client=client,
        )
    ).parsed
