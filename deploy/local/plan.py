"""What the stack of a folder consists of: which servers, which ports; decided when it comes up, then kept."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from deploy.local.errors import LocalStackError
from deploy.local.ports import free_ports, is_free

REPOSITORY = Path(__file__).resolve().parents[2]

SERVICES = ("gateway", "generator", "scheduler", "publisher", "analytics")
DEFAULT_PORTS = {
    "gateway": 8080,
    "generator": 8081,
    "scheduler": 8082,
    "publisher": 8083,
    "analytics": 8084,
    "sandbox": 8090,
}
SERVER_PORTS = ("kafka", "kafka-controller", "postgresql", "valkey")

LOCAL = "POSTWRIGHT_LOCAL"
REPLICAS = "POSTWRIGHT_LOCAL_REPLICAS"
KAFKA = "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS"
POSTGRES = "POSTWRIGHT_POSTGRES_URL"
REDIS = "POSTWRIGHT_REDIS_URL"


def local_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where everything of the stack is kept: POSTWRIGHT_LOCAL, else `.local` in the repository."""
    return Path(environment.get(LOCAL) or REPOSITORY / ".local").resolve()


def port_variable(name: str) -> str:
    """The environment variable that chooses the port of a process."""
    prefix = "POSTWRIGHT_LOCAL_" if name in SERVER_PORTS else "POSTWRIGHT_"
    return f"{prefix}{name.upper().replace('-', '_')}_PORT"


@dataclass(frozen=True)
class Plan:
    """The processes of a stack and where they are.

    Args:
        ports: by process name; second and further replicas are called `publisher-2` and so on.
        replicas: of each service.
        kafka: bootstrap servers to use instead of starting a broker.
        postgres: URL of a user who may create databases, instead of starting a server.
        redis: URL to use instead of starting Valkey.
    """

    ports: dict[str, int] = field(default_factory=dict)
    replicas: int = 1
    kafka: str | None = None
    postgres: str | None = None
    redis: str | None = None

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The plan a folder was brought up with, None if it never was."""
        try:
            return cls(**json.loads(_path(folder).read_text()))
        except FileNotFoundError:
            return None

    def write(self, folder: Path) -> None:
        """Keep it for the supervisor and for later commands. It may hold a password: only the owner may read it."""
        path = _path(folder)
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=2))

    def service_names(self) -> list[tuple[str, str]]:
        """Each replica's process name with its service: ("publisher-2", "publisher")."""
        return [
            (replica_name(service, number), service)
            for service in SERVICES
            for number in range(self.replicas)
        ]


def replica_name(service: str, number: int) -> str:
    """The process name of a replica; the first one bears the service's name."""
    return service if number == 0 else f"{service}-{number + 1}"


def _path(folder: Path) -> Path:
    return folder / "plan.json"


def make_plan(environment: Mapping[str, str], remembered: Plan | None) -> Plan:
    """Decide from the environment and from what the folder had before.

    The ports people type (the services' and the sandbox's) are those of the documentation unless a variable
    names another; servers and further replicas keep the free port they were given first, while it is free.

    Raises:
        LocalStackError: a variable does not hold what it should.
    """
    replicas = _number(environment, REPLICAS, 1, most=9)
    before = remembered.ports if remembered is not None else {}
    ports: dict[str, int] = {}
    for name, default in DEFAULT_PORTS.items():
        ports[name] = _number(environment, port_variable(name), default, most=65_535)
    roaming = [
        *SERVER_PORTS,
        *(replica_name(service, number) for service in SERVICES for number in range(1, replicas)),
    ]
    for name, free in zip(roaming, free_ports(len(roaming)), strict=True):
        kept = before.get(name)
        ports[name] = _number(
            environment, port_variable(name), kept if kept and is_free(kept) else free, most=65_535
        )
    return Plan(
        ports=ports,
        replicas=replicas,
        kafka=environment.get(KAFKA) or None,
        postgres=environment.get(POSTGRES) or None,
        redis=environment.get(REDIS) or None,
    )


def _number(environment: Mapping[str, str], variable: str, default: int, *, most: int) -> int:
    text = environment.get(variable)
    if not text:
        return default
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise LocalStackError(f"{variable} is {text!r}: it must be a number from 1 to {most}.")
    return int(text)
