from typing import Any

from services.generator.usecases.accepting import AcceptRequests, Control
from shared.consuming import Route
from shared.events import ContentControlled, ContentRequested, ErasureRequested, ExportRequested
from shared.privacy import Privacy


def routes(accept_requests: AcceptRequests, control: Control, privacy: Privacy) -> list[Route[Any]]:
    return [
        Route(ContentRequested, accept_requests),
        Route(ContentControlled, control),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ExportRequested, privacy.exporting.requested),
    ]
