"""Every network this installation publishes to: each package beside this file is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import httpx

from services.publisher.domain.access import App
from services.publisher.ports import Connector, Connectors
from shared.clock import Clock
from shared.events import NetworkName


@dataclass(frozen=True)
class Tools:
    """What connectors are made with.

    Attributes:
        http: From `clients.make_client`.
        clock: For expiry and time stamps.
        apps: The operator's applications, by network; one that is not there offers no consent.
    """

    http: httpx.AsyncClient
    clock: Clock
    apps: Mapping[NetworkName, App] = field(default_factory=dict)


def make_connectors(tools: Tools) -> Connectors:
    """One connector for each package: what its `make_connector` makes."""
    folder = Path(__file__).parent
    names = [module.name for module in iter_modules([str(folder)]) if module.ispkg]
    connectors: list[Connector] = [
        import_module(f"services.publisher.networks.{name}").make_connector(tools) for name in names
    ]
    return {connector.network: connector for connector in connectors}
