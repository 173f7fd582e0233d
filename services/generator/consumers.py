from typing import Any

from services.generator.usecases.accepting import AcceptRequests
from shared.consuming import Route
from shared.events import ContentRequested, ErasureRequested, ExportRequested
from shared.privacy import Privacy


def routes(accept_requests: AcceptRequests, privacy: Privacy) -> list[Route[Any]]:
    return [
        Route(ContentRequested, accept_requests),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ExportRequested, privacy.exporting.requested),
    ]
