"""The Kubernetes manifests, as far as they can be judged without a cluster."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy.tests.declared import (
    KUBERNETES,
    KUSTOMIZATIONS,
    MANIFESTS,
    OVERLAYS,
    REPOSITORY,
    SERVICES,
    documents,
    workloads,
)

VERSION = "1.37"
OBJECTS = [found for path in MANIFESTS for found in documents(path)]
WORKLOADS = workloads(OBJECTS)


def _named(objects: list[dict[str, Any]]) -> list[str]:
    return [f"{found['kind']}/{found['metadata']['name']}" for found in objects]


@pytest.fixture(scope="module", params=OVERLAYS, ids=lambda path: path.name)
def rendered(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The objects of an overlay, as they would be applied."""
    tools = {"kustomize": ["kustomize", "build"], "kubectl": ["kubectl", "kustomize"]}
    command = next((command for tool, command in tools.items() if shutil.which(tool)), None)
    if command is None:
        pytest.skip("neither kustomize nor kubectl is on this machine")
    done = subprocess.run([*command, request.param], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return list(yaml.safe_load_all(done.stdout))


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: str(path.relative_to(REPOSITORY / "deploy")))
def test_a_manifest_follows_the_schemas_of_kubernetes(path: Path) -> None:
    """No field that Kubernetes does not know, nothing of a wrong type."""
    for found in documents(path):
        kubernetes_validate.validate(found, VERSION, strict=True)


@pytest.mark.parametrize("path", KUSTOMIZATIONS, ids=lambda path: path.parent.name)
def test_a_kustomization_names_what_exists_and_forgets_nothing(path: Path) -> None:
    """Every manifest beside it is in it; for machines without kustomize."""
    declared = yaml.safe_load(path.read_text())
    named = [*declared.get("resources", []), *declared.get("components", [])]
    named += [file for made in declared.get("configMapGenerator", []) for file in made.get("files", [])]

    for name in named:
        found = path.parent / name
        assert found.is_file() or (found / "kustomization.yaml").is_file(), f"{path}: {name} does not exist"
    beside = {manifest.name for manifest in path.parent.glob("*.yaml")} - {path.name}
    assert beside <= set(named)


def test_an_overlay_renders_to_valid_objects(rendered: list[dict[str, Any]]) -> None:
    """Patches, components and generated names together still follow the schemas; nothing is there twice."""
    for found in rendered:
        kubernetes_validate.validate(found, VERSION, strict=True)
    assert len(set(_named(rendered))) == len(rendered)
    assert {found["metadata"]["namespace"] for found in rendered if found["kind"] != "Namespace"} == {
        "postwright"
    }


def test_whatever_an_overlay_refers_to_is_in_it(rendered: list[dict[str, Any]]) -> None:
    """ConfigMaps, accounts, claims and scaled workloads exist under the names that are used; Secrets are made by hand."""
    names = set(_named(rendered))
    for workload in workloads(rendered):
        pod = workload["spec"]["template"]["spec"]
        (container,) = pod["containers"]
        maps = [s["configMapRef"]["name"] for s in container.get("envFrom", []) if "configMapRef" in s]
        maps += [volume["configMap"]["name"] for volume in pod.get("volumes", []) if "configMap" in volume]
        claims = [
            v["persistentVolumeClaim"]["claimName"]
            for v in pod.get("volumes", [])
            if "persistentVolumeClaim" in v
        ]
        assert {f"ConfigMap/{name}" for name in maps} <= names
        assert {f"PersistentVolumeClaim/{name}" for name in claims} <= names
        if "serviceAccountName" in pod:
            assert f"ServiceAccount/{pod['serviceAccountName']}" in names
    for found in rendered:
        if found["kind"] == "HorizontalPodAutoscaler":
            assert f"Deployment/{found['spec']['scaleTargetRef']['name']}" in names


@pytest.mark.parametrize("workload", WORKLOADS, ids=_named(WORKLOADS))
def test_every_pod_is_confined(workload: dict[str, Any]) -> None:
    """What the pod security standard "restricted" asks for, and no token of the cluster's API."""
    pod = workload["spec"]["template"]["spec"]
    (container,) = pod["containers"]

    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert "memory" in container["resources"]["limits"]
    assert {"cpu", "memory"} <= set(container["resources"]["requests"])


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_probed_stopped_and_replaced_without_loss(service: str) -> None:
    """A dependency that is away takes a pod out of service but never restarts it; an update never goes below strength."""
    objects = {found["kind"]: found for found in documents(KUBERNETES / f"base/{service}.yaml")}
    deployment = objects["Deployment"]["spec"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]

    assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert container["startupProbe"]["httpGet"]["path"] == "/livez"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert pod["terminationGracePeriodSeconds"] == 30
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    labels = deployment["template"]["metadata"]["labels"]
    for selector in (
        deployment["selector"]["matchLabels"],
        objects["Service"]["spec"]["selector"],
        objects["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        pod["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
    ):
        assert selector == {"app.kubernetes.io/name": service}
        assert selector.items() <= labels.items()
    assert ("replicas" in deployment) != ("HorizontalPodAutoscaler" in objects)


def test_every_network_policy_picks_pods_that_exist() -> None:
    """A policy whose labels nobody has protects nobody."""
    labels = [workload["spec"]["template"]["metadata"]["labels"] for workload in WORKLOADS]
    policies = [found["spec"] for found in OBJECTS if found["kind"] == "NetworkPolicy"]

    assert policies
    for policy in policies:
        wanted = policy["podSelector"].get("matchLabels", {})
        assert any(wanted.items() <= found.items() for found in labels)
