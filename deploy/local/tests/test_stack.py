import os
import socket
import stat
from pathlib import Path

import pytest

from deploy.local.errors import LocalStackError, end_of
from deploy.local.keys import Keys
from deploy.local.plan import Plan, make_plan
from deploy.local.stack import Stack


def test_a_taken_port_is_named_with_who_holds_it_and_what_to_do(tmp_path: Path) -> None:
    """Nothing is started, and the message has all that a person needs."""
    stack = Stack.on_free_ports(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        stack = Stack.on_free_ports(tmp_path, settings={"POSTWRIGHT_PUBLISHER_PORT": str(port)})
        with pytest.raises(LocalStackError) as raised:
            stack.up()

    message = str(raised.value)
    assert f"Port {port}" in message
    assert "publisher" in message
    assert f"(pid {os.getpid()})" in message
    assert "POSTWRIGHT_PUBLISHER_PORT=" in message
    assert not stack.is_up()


def test_a_folder_that_cannot_be_made_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stack = Stack.on_free_ports(tmp_path / "file" / "folder")

    with pytest.raises(LocalStackError, match=r"Not a directory.*POSTWRIGHT_LOCAL="):
        stack.up()

    assert not stack.is_up()


def test_of_a_log_that_ends_with_a_wrong_setting_only_that_is_shown(tmp_path: Path) -> None:
    """It was written at every start; what an earlier run had said does not belong to it."""
    log = tmp_path / "generator.log"
    wrong = "configuration: POSTWRIGHT_GENERATOR_CONCURRENT_CALLS: Input should be a valid integer"
    log.write_text(f"earlier\n{wrong}\n{wrong}\n")

    assert end_of(log) == wrong


def test_a_wrong_port_is_said_by_its_variable() -> None:
    with pytest.raises(LocalStackError, match=r"POSTWRIGHT_GATEWAY_PORT is 'http'"):
        make_plan({"POSTWRIGHT_GATEWAY_PORT": "http"}, None)


def test_services_take_the_documented_ports_and_servers_keep_theirs() -> None:
    """Addresses people type do not move; those nobody types are remembered."""
    first = make_plan({}, None)
    second = make_plan({}, first)

    assert first.ports["gateway"] == 8080
    assert second == first


def test_servers_named_in_the_environment_are_not_started(tmp_path: Path) -> None:
    named = {
        "POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
        "POSTWRIGHT_POSTGRES_URL": "postgresql://somebody:word@127.0.0.1:2/postgres",
        "POSTWRIGHT_REDIS_URL": "redis://127.0.0.1:3/0",
    }
    make_plan(named, None).write(tmp_path)
    Keys(tmp_path).make_missing()
    stack = Stack(tmp_path)

    assert set(stack.processes()) == {
        "sandbox",
        "gateway",
        "generator",
        "scheduler",
        "publisher",
        "analytics",
    }
    gateway = stack.processes()["gateway"].program.environment
    url = Path(gateway["POSTWRIGHT_GATEWAY_DATABASE_URL_FILE"]).read_text()
    assert url == "postgresql://somebody:word@127.0.0.1:2/postwright_gateway"
    assert gateway["POSTWRIGHT_KAFKA_BOOTSTRAP_SERVERS"] == "127.0.0.1:1"
    assert gateway["POSTWRIGHT_GATEWAY_REDIS_URL"] == "redis://127.0.0.1:3/0"


def test_replicas_have_names_and_ports_of_their_own() -> None:
    plan = make_plan({"POSTWRIGHT_LOCAL_REPLICAS": "2"}, None)

    assert ("publisher-2", "publisher") in plan.service_names()
    assert len(set(plan.ports.values())) == len(plan.ports)


def test_secrets_are_for_the_owner_alone_and_never_change(tmp_path: Path) -> None:
    """Credentials in the database can only be opened with the keys they were sealed to."""
    keys = Keys(tmp_path)
    keys.make_missing()
    files = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    keys.make_missing()

    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == files
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "secrets").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_a_folder_without_a_stack_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(LocalStackError, match="make up"):
        Stack(tmp_path).status()
    assert Plan.read(tmp_path) is None


def test_down_without_a_stack_is_harmless(tmp_path: Path) -> None:
    Stack(tmp_path).down()
