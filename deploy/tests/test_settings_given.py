"""What containers are told is what the services ask for, and no secret is among it."""

import importlib
import re
from pathlib import Path

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from deploy.make_secrets import make_secrets
from deploy.tests.declared import (
    KUBERNETES,
    KUSTOMIZATIONS,
    MANIFESTS,
    REPOSITORY,
    SERVICES,
    Variable,
    compose,
    variables,
)
from shared.settings import EnvironmentSettings

# Read by shared/service.py itself, for the metric that names the build.
OTHERS = {"POSTWRIGHT_COMMIT"}
WRITTEN = [service for service in SERVICES if (REPOSITORY / "services" / service / "config.py").exists()]
DEPLOYMENT_FILES = [
    REPOSITORY / "docker-compose.yml",
    REPOSITORY / "deploy/Dockerfile",
    *KUSTOMIZATIONS,
    *MANIFESTS,
]


def _fields(settings: type[EnvironmentSettings]) -> dict[str, FieldInfo]:
    """Every variable that settings are read from, those of their groups too."""
    found: dict[str, FieldInfo] = {}
    for name, field in settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, EnvironmentSettings):
            found |= _fields(kind)
        else:
            found[settings.variable(name)] = field
    return found


def _settings_of(service: str) -> dict[str, FieldInfo]:
    return _fields(importlib.import_module(f"services.{service}.config").Settings)


def _given(service: str) -> list[Variable]:
    return [variable for variable in variables() if variable.program == service]


@pytest.mark.parametrize("service", WRITTEN)
def test_each_variable_is_a_setting_of_the_service_that_gets_it(service: str) -> None:
    """A variable that nobody reads is a mistake that nobody would notice."""
    ours = {variable.setting for variable in _given(service) if variable.name.startswith("POSTWRIGHT_")}

    assert ours - OTHERS - set(_settings_of(service)) == set()


@pytest.mark.parametrize("service", WRITTEN)
@pytest.mark.parametrize("place", ["compose", "kubernetes"])
def test_each_required_setting_is_given(service: str, place: str) -> None:
    """No service ends at its start because a file forgot a variable."""
    file = "docker-compose.yml" if place == "compose" else f"{service}.yaml"
    given = {variable.setting for variable in _given(service) if variable.place == file}
    required = {name for name, field in _settings_of(service).items() if field.is_required()}

    assert required - given == set()


@pytest.mark.parametrize("service", WRITTEN)
def test_the_port_in_the_files_is_the_port_that_the_service_listens_on(service: str) -> None:
    """Nothing sets the port: image, probes, Service and compose name the one in the code."""
    port = _settings_of(service)[f"POSTWRIGHT_{service.upper()}_PORT"].default
    dockerfile = (REPOSITORY / "deploy/Dockerfile").read_text()
    manifest = (KUBERNETES / f"base/{service}.yaml").read_text()

    stage = dockerfile.partition(f" AS {service}\n")[2].partition("\nFROM ")[0]
    assert {int(found) for found in re.findall(r"(?:PROBE_PORT=|EXPOSE )(\d+)", stage)} == {port}
    assert set(re.findall(r"(?:containerPort: |prometheus.io/port: \"|port: )(\d+)", manifest)) == {str(port)}


@pytest.mark.parametrize("service", WRITTEN)
def test_a_secret_setting_is_given_as_a_file(service: str) -> None:
    """No secret stands in a file of the repository, nor in an environment, where every child process has it."""
    secret = {name for name, field in _settings_of(service).items() if field.annotation is SecretStr}
    secret.add(f"POSTWRIGHT_{service.upper()}_DATABASE_URL")

    given = [variable for variable in _given(service) if variable.setting in secret]
    assert given
    for variable in given:
        assert variable.name == f"{variable.setting}_FILE"
        assert str(variable.value).startswith("/run/secrets/")


def test_every_secret_that_the_files_name_is_made_by_the_documented_command(tmp_path: Path) -> None:
    """Compose finds each file that it mounts, and each file is mounted; Kubernetes gets the same folders."""
    made = {str(path.relative_to(tmp_path)) for path in make_secrets(tmp_path, "postgresql:5432")}
    declared = compose()
    used = {
        secret if isinstance(secret, str) else secret["source"]
        for service in declared["services"].values()
        for secret in service.get("secrets", [])
    }

    assert {secret["file"].removeprefix(".secrets/") for secret in declared["secrets"].values()} == made
    assert used == set(declared["secrets"])
    for variable in variables():
        if variable.name.endswith("_FILE") and variable.place != "docker-compose.yml":
            assert f"{variable.program}/{Path(str(variable.value)).name}" in made


@pytest.mark.parametrize("path", DEPLOYMENT_FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_no_secret_is_committed(path: Path) -> None:
    """No Secret object, no password in an address, no key."""
    text = path.read_text()

    assert not re.search(r"^kind: Secret$", text, re.MULTILINE)
    assert "secretGenerator" not in text
    assert not re.search(r"://[^/\s{$]+:[^/\s{$]+@", text)
    assert "PRIVATE KEY-----" not in text
