from typing import Any

from services.generator.usecases.accepting import AcceptRequests, Control
from shared.consuming import Route
from shared.events import ContentControlled, ContentRequested


def routes(accept_requests: AcceptRequests, control: Control) -> list[Route[Any]]:
    return [Route(ContentRequested, accept_requests), Route(ContentControlled, control)]
