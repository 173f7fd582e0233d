"""The committed documents say what the code does, and no event changes under its consumers."""

import json
from pathlib import Path
from typing import Any

import pytest

from docs.generated import ROOT, SERVICES, documents, incompatible, topics_received
from docs.networks import unproven
from docs.problems import never_raised, unexplained
from shared.asyncapi import schema_of
from shared.events import CATALOGUE, TOPICS, PostDue
from shared.events.compatibility import breaking_changes


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=p.name) for p, t in documents()])
def test_a_generated_document_is_committed_as_the_code_makes_it(path: Path, text: str) -> None:
    """`make docs` writes them; a difference means it was not run."""
    assert path.read_text(encoding="utf-8") == text


def test_no_event_has_changed_so_that_an_old_consumer_could_not_read_it() -> None:
    """A breaking change is a new version side by side."""
    assert list(incompatible()) == []


def test_every_ability_of_every_network_is_shown_by_the_suite() -> None:
    """What the registry says and no test has shown is a promise; `make networks` tries it."""
    assert list(unproven()) == []


def test_every_problem_code_in_the_source_is_explained() -> None:
    """What it means and what to do stand in services/gateway/api/problem_codes.yaml, whence its page comes."""
    assert unexplained() == {}


def test_every_explained_problem_code_is_in_the_source() -> None:
    """A page about what can't happen misleads."""
    assert never_raised() == set()


def test_every_event_has_a_topic_with_the_producer_that_tells_it() -> None:
    """One topic for each event, and none without one."""
    assert sorted(event.topic_name for event in CATALOGUE) == sorted(TOPICS)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_s_readme_names_its_topics(service: str) -> None:
    """Those that it tells and those that it takes, unless it takes them all."""
    readme = (ROOT / "services" / service / "README.md").read_text(encoding="utf-8")
    told = {topic.name for topic in TOPICS.values() if topic.is_written_by(service)}
    taken = topics_received()[service]
    expected = told if set(taken) == set(TOPICS) else told | set(taken)

    assert sorted(name for name in expected if name not in readme) == []


def test_every_topic_is_read_by_somebody() -> None:
    """A topic that nobody reads is told for nothing."""
    read = {topic for topics in topics_received().values() for topic in topics}
    assert set(TOPICS) - read == set()


def _changed(**changes: Any) -> dict[str, Any]:
    schema = json.loads(json.dumps(schema_of(PostDue)))
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = schema
        for parent in parents:
            place = place[parent]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return schema  # type: ignore[no-any-return]  # JSON


def test_an_added_optional_field_is_compatible() -> None:
    """Old consumers ignore what they do not know."""
    assert breaking_changes(schema_of(PostDue), _changed(properties__mood={"type": "string"})) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"properties__text": None}, "text: removed"),
        ({"properties__text__type": "integer"}, "text: type changed"),
        ({"required": [*schema_of(PostDue)["required"], "mood"]}, "mood: now required"),
        ({"$defs__MediaObject__properties__key__type": "integer"}, "media[].key: type changed"),
        ({"properties__network__enum": ["x"]}, "network: enum changed"),
    ],
)
def test_a_change_that_old_consumers_cannot_read_is_named(change: dict[str, Any], told: str) -> None:
    """Removed, retyped, newly required, other choices: each is found, also inside nested data."""
    found = breaking_changes(schema_of(PostDue), _changed(**change))
    assert any(told in problem for problem in found), found
