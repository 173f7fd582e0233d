from typing import Any

from services.generator.usecases.accepting import AcceptRequests
from shared.consuming import Route
from shared.events import ContentRequested


def routes(accept_requests: AcceptRequests) -> list[Route[Any]]:
    return [Route(ContentRequested, accept_requests)]
