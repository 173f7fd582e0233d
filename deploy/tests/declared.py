"""What the files of deploy/ and docker-compose.yml declare, as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parents[2]
KUBERNETES = REPOSITORY / "deploy/k8s"
OVERLAYS = sorted(path.parent for path in KUBERNETES.glob("overlays/*/kustomization.yaml"))
KUSTOMIZATIONS = sorted(
    [*KUBERNETES.rglob("kustomization.yaml"), REPOSITORY / "deploy/postgresql/kustomization.yaml"]
)
MANIFESTS = sorted(
    path
    for kustomization in KUSTOMIZATIONS
    for path in kustomization.parent.glob("*.yaml")
    if path != kustomization
)
SERVICES = ("gateway", "generator", "scheduler", "publisher", "analytics")


@dataclass(frozen=True)
class Variable:
    """A variable that a program is given, its value where that stands in a file of the repository."""

    place: str
    program: str
    name: str
    value: str | None

    @property
    def setting(self) -> str:
        """The variable that the program's settings know; `_FILE` names a file with its value."""
        return self.name.removesuffix("_FILE")


def compose() -> dict[str, Any]:
    """The compose file, its anchors followed."""
    document: dict[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    return document


def documents(path: Path) -> list[dict[str, Any]]:
    """The objects of a manifest."""
    return list(yaml.safe_load_all(path.read_text()))


def workloads(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of them that run containers."""
    return [found for found in objects if "template" in found.get("spec", {})]


def variables() -> Iterator[Variable]:
    """Every variable that a file gives to one of our services."""
    for name, service in compose()["services"].items():
        for variable, value in service.get("environment", {}).items():
            yield Variable("docker-compose.yml", name, variable, value)
    maps = dict(_config_maps())
    for path in sorted((KUBERNETES / "base").glob("*.yaml")):
        for workload in workloads([found for found in documents(path) if found]):
            yield from _of_workload(workload, maps)


def _of_workload(workload: dict[str, Any], maps: dict[str, dict[str, str]]) -> Iterator[Variable]:
    (container,) = workload["spec"]["template"]["spec"]["containers"]
    program = container["name"]
    for variable in container["env"]:
        yield Variable(f"{program}.yaml", program, variable["name"], variable.get("value"))
    for source in container["envFrom"]:
        if "configMapRef" in source:
            for name, value in maps[source["configMapRef"]["name"]].items():
                yield Variable(f"{program}.yaml", program, name, value)


def _config_maps() -> Iterator[tuple[str, dict[str, str]]]:
    """Each generated ConfigMap, with what base, components and overlays put into it together."""
    found: dict[str, dict[str, str]] = {}
    for path in KUSTOMIZATIONS:
        for generator in yaml.safe_load(path.read_text()).get("configMapGenerator", []):
            literals = dict(literal.split("=", maxsplit=1) for literal in generator.get("literals", []))
            found.setdefault(generator["name"], {}).update(literals)
    yield from found.items()
