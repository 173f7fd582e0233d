"""The Dockerfile and the compose file, as far as they can be judged without a container engine."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from deploy.tests.declared import REPOSITORY, SERVICES, compose

DOCKERFILE = REPOSITORY / "deploy/Dockerfile"
# github.com/compose-spec/compose-spec, schema/compose-spec.json of 2026-06-23 (Apache-2.0).
SCHEMA = json.loads(Path(__file__).with_name("compose-spec.json").read_text())
OURS = (*SERVICES, "sandbox")


def _stage(name: str) -> str:
    return DOCKERFILE.read_text().partition(f" AS {name}\n")[2].partition("\nFROM ")[0]


def test_the_dockerfile_has_no_flaw_that_hadolint_knows() -> None:
    """Its grammar, and the practices that https://github.com/hadolint/hadolint checks."""
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, "--no-color", DOCKERFILE], capture_output=True, text=True, check=False)

    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("program", OURS)
def test_each_program_has_a_stage_with_its_own_folder_and_its_command_without_a_shell(program: str) -> None:
    """A shell between the engine and Python would swallow SIGTERM; another program's code has no place there."""
    stage = _stage(program)
    folder = program if program == "sandbox" else f"services/{program}"

    copied = set(re.findall(r"^COPY (\S+) \S+$", stage, re.MULTILINE)) - {"services/__init__.py"}
    commands = re.findall(r"^(?:CMD|ENTRYPOINT) (.*)$", stage, re.MULTILINE)
    assert copied == {folder}
    assert json.loads(commands[0])[:3] == ["python", "-m", folder.replace("/", ".")]
    assert f"COPY {folder}/requirements.txt /{program}\n" in DOCKERFILE.read_text()


def test_an_image_runs_as_nobody_in_particular_and_installs_only_what_was_locked() -> None:
    """The last stage ends as a user without a name; packages are checked against their hashes."""
    text = DOCKERFILE.read_text()

    assert text.rstrip().endswith("\nUSER 10001:10001")
    assert re.findall(r"pip install .*", text) == [
        'pip install --require-hashes --only-binary :all: --requirement "/locks/${SERVICE}" \\'
    ]


def test_the_compose_file_follows_the_compose_specification() -> None:
    """No key that compose does not know, nothing of a wrong type."""
    jsonschema.Draft7Validator(SCHEMA).validate(compose())


def test_compose_itself_reads_the_file() -> None:
    """What the schema does not say: names that are used exist, merges and variables resolve."""
    command = ["docker", "compose", "version"]
    if not shutil.which("docker") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not on this machine")
    command = ["docker", "compose", "--profile", "*", "config", "--quiet"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_compose_service_refers_to_exists() -> None:
    """Services, networks, volumes and mounted files, for machines without compose."""
    declared = compose()
    services: dict[str, dict[str, Any]] = declared["services"]
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert set(service.get("networks", [])) <= set(declared["networks"])
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in declared["volumes"] or (REPOSITORY / source).exists()


@pytest.mark.parametrize("program", OURS)
def test_each_program_of_ours_is_confined_in_compose(program: str) -> None:
    """Read-only, without capabilities or new privileges, and stopped with time to give back its work."""
    service = compose()["services"][program]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["stop_grace_period"] == "30s"
    assert service["build"] == {
        "context": ".",
        "dockerfile": "deploy/Dockerfile",
        "args": {"SERVICE": program},
    }


def test_no_port_is_open_to_other_machines() -> None:
    """Whoever wants that puts a proxy with TLS before the gateway; servers are reached by the services alone."""
    published = {name: s["ports"] for name, s in compose()["services"].items() if "ports" in s}

    assert set(published) == {"gateway", "sandbox"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_every_variable_that_compose_takes_from_outside_is_explained() -> None:
    """deploy/README.md names each."""
    named = set(re.findall(r"\$\{(POSTWRIGHT_\w+)", (REPOSITORY / "docker-compose.yml").read_text()))
    readme = (REPOSITORY / "deploy/README.md").read_text()

    assert {name for name in named if f"`{name}`" not in readme} == set()
