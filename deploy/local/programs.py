"""Every process of the stack: its command, its environment, and how it says that it serves."""

import http.client
import json
import sys
from pathlib import Path

from deploy.local.databases import service_url
from deploy.local.keys import Keys
from deploy.local.plan import REPOSITORY, Plan
from deploy.local.ports import LOOPBACK
from deploy.local.process import Program
from deploy.local.servers import kafka, postgresql, valkey
from deploy.local.servers.postgresql import postgresql_url
from shared import capabilities


class Addresses:
    """Where the parts of a stack are reached."""

    def __init__(self, plan: Plan, keys: Keys) -> None:
        self._plan = plan
        self._keys = keys

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""
        return self._plan.kafka or f"{LOOPBACK}:{self._plan.ports['kafka']}"

    @property
    def postgres(self) -> str:
        """URL of the user who creates databases."""
        password = self._keys.read("postgres_password")
        return self._plan.postgres or postgresql_url(self._plan.ports["postgresql"], password)

    @property
    def redis(self) -> str:
        """URL of the Valkey or Redis database."""
        return self._plan.redis or f"redis://{LOOPBACK}:{self._plan.ports['valkey']}/0"

    @property
    def database_password(self) -> str | None:
        """Of the services' own users; a server that was named instead of started gets no users of ours."""
        return None if self._plan.postgres else self._keys.read("database_password")

    def http(self, name: str) -> str:
        """Base URL of a service or the sandbox."""
        return f"http://{LOOPBACK}:{self._plan.ports[name]}"


class Programs:
    """The programs of a plan, with their traces in a folder."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._data = folder / "data"
        self._keys = Keys(folder)
        self._addresses = Addresses(plan, self._keys)

    def all(self) -> list[Program]:
        """Every process but the supervisor."""
        services = [self._service(name, service) for name, service in self._plan.service_names()]
        return [*self._servers(), self._sandbox(), *services]

    def _servers(self) -> list[Program]:
        """The servers that the environment did not name."""
        plan, ports, data = self._plan, self._plan.ports, self._data
        programs = []
        if plan.postgres is None:
            password = self._keys.read("postgres_password")
            programs.append(postgresql(data / "postgresql", ports["postgresql"], password))
        if plan.redis is None:
            programs.append(valkey(data / "valkey", ports["valkey"]))
        if plan.kafka is None:
            programs.append(kafka(data / "kafka", ports["kafka"], ports["kafka-controller"]))
        return programs

    def _sandbox(self) -> Program:
        port = self._plan.ports["sandbox"]
        options = {"--host": LOOPBACK, "--port": str(port), "--data": str(self._data / "sandbox")}
        return Program(
            name="sandbox",
            command=lambda: [
                sys.executable,
                "-m",
                "sandbox",
                *(word for pair in options.items() for word in pair),
            ],
            folder=REPOSITORY,
            port=port,
            ready=lambda: answers_ok(port, "/readyz"),
            tier=1,
        )

    def _service(self, name: str, service: str) -> Program:
        prefix = f"POSTWRIGHT_{service.upper()}_"
        port = self._plan.ports[name]
        url = service_url(self._addresses.postgres, service, password=self._addresses.database_password)
        environment = {
            "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": self._addresses.kafka,
            "POSTWRIGHT_OBJECTS_URL": (self._data / "objects").as_uri(),
            f"{prefix}DATABASE_URL_FILE": str(self._keys.write(f"{service}_database_url", url)),
            f"{prefix}PORT": str(port),
            f"{prefix}INSTANCE": name,
        }
        return Program(
            name=name,
            command=lambda: [sys.executable, "-m", f"services.{service}"],
            folder=REPOSITORY,
            port=port,
            environment=environment | _own_settings(service, self._addresses, self._keys),
            defaults=_own_defaults(service, self._addresses, self._folder / "mailbox"),
            ready=lambda: answers_ok(port, "/readyz"),
            tier=2,
            stop_seconds=25,
        )


def _own_settings(service: str, addresses: Addresses, keys: Keys) -> dict[str, str]:
    """What one service alone is told."""
    if service == "gateway":
        return {
            "POSTWRIGHT_GATEWAY_REDIS_URL": addresses.redis,
            "POSTWRIGHT_GATEWAY_PUBLIC_URL": addresses.http("gateway"),
            "POSTWRIGHT_GATEWAY_TOKEN_SIGNING_KEY_FILE": str(keys.path("token_signing_key")),
            "POSTWRIGHT_GATEWAY_SEALING_PUBLIC_KEY_FILE": str(keys.path("sealing_public_key")),
            "POSTWRIGHT_GATEWAY_ENCRYPTION_KEYS_FILE": str(keys.path("gateway_encryption_key")),
            "POSTWRIGHT_MEDIA_SIGNING_KEY_FILE": str(keys.path("media_signing_key")),
        }
    if service == "publisher":
        return {
            "POSTWRIGHT_PUBLISHER_SEALING_PRIVATE_KEY_FILE": str(keys.path("sealing_private_key")),
            "POSTWRIGHT_PUBLISHER_ENCRYPTION_KEYS_FILE": str(keys.path("encryption_key")),
            "POSTWRIGHT_MEDIA_SIGNING_KEY_FILE": str(keys.path("media_signing_key")),
        }
    return {}


def _own_defaults(service: str, addresses: Addresses, mailbox: Path) -> dict[str, str]:
    """What one service alone is told unless the person who starts it says otherwise: the networks are the sandbox's."""
    if service == "gateway":
        return {
            "POSTWRIGHT_GATEWAY_ALLOW_PRIVATE_ADDRESSES": "true",
            # Empty, with POSTWRIGHT_GATEWAY_SMTP_HOST, sends mail instead.
            "POSTWRIGHT_GATEWAY_MAILBOX_FOLDER": str(mailbox),
        }
    if service == "publisher":
        return {
            "POSTWRIGHT_PUBLISHER_ALLOW_PRIVATE_ADDRESSES": "true",
            "POSTWRIGHT_PUBLISHER_SANDBOX_URL": addresses.http("sandbox"),
            "POSTWRIGHT_PUBLISHER_APPS": json.dumps(_sandbox_apps()),
            "POSTWRIGHT_PUBLISHER_MEDIA_BASE_URL": addresses.http("gateway"),
        }
    return {}


def _sandbox_apps() -> dict[str, dict[str, str]]:
    """The application that the sandbox knows, at every network where people consent; it keeps nothing secret."""
    app = {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"}
    return {one.network: app for one in capabilities.load() if one.connecting.consent}


def answers_ok(port: int, path: str) -> bool:
    """Whether an HTTP server there answers 200 to that path."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=3)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
