"""Kafka in: which use case takes which event."""

from typing import Any

from services.publisher.usecases.accepting import Accepting
from services.publisher.usecases.authorizing import Authorizing
from services.publisher.usecases.connecting import Connecting
from services.publisher.usecases.controlling import Controlling
from services.publisher.usecases.rehearsing import Rehearsing
from shared.consuming import Route
from shared.events import (
    AccountAuthorized,
    AccountDisconnected,
    ConnectionAuthorized,
    ConnectionChosen,
    ConnectionRequested,
    ErasureRequested,
    ExportRequested,
    PostDue,
    PostScheduled,
    PublicationRequested,
    PublishingHalted,
    RehearsalRequested,
)
from shared.privacy import Privacy


def routes(
    *,
    accounts: Authorizing,
    connections: Connecting,
    publications: Accepting,
    control: Controlling,
    rehearsals: Rehearsing,
    privacy: Privacy,
) -> list[Route[Any]]:
    return [
        Route(AccountAuthorized, accounts.authorized),
        Route(AccountDisconnected, accounts.disconnected),
        Route(ConnectionRequested, connections.requested),
        Route(ConnectionAuthorized, connections.authorized),
        Route(ConnectionChosen, connections.chosen),
        Route(PostScheduled, publications.scheduled),
        Route(PostDue, publications.due),
        Route(PublicationRequested, control.requested),
        Route(PublishingHalted, control.halted),
        Route(RehearsalRequested, rehearsals.requested),
        Route(ErasureRequested, privacy.erasing.requested),
        Route(ExportRequested, privacy.exporting.requested),
    ]
