"""Kafka's jars: resolved once per machine from Maven Central, then cached and checked against known digests."""

import contextlib
import fcntl
import hashlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import jgo

from deploy.local.errors import LocalStackError

KAFKA = "org.apache.kafka:kafka_2.13:4.1.0+org.slf4j:slf4j-simple:1.7.36"
DIGESTS = Path(__file__).with_name("kafka-jars.sha256")


def cache_folder() -> Path:
    """Where jars are kept between clones: POSTWRIGHT_CACHE, else the user's cache folder."""
    named = os.environ.get("POSTWRIGHT_CACHE")
    if named:
        return Path(named).resolve()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "postwright"


def kafka_class_path() -> str:
    """The class path of the broker; the first call on a machine downloads it (about 20 s).

    Raises:
        LocalStackError: a jar differs from the one this version of Postwright was tested with.
    """
    folder = cache_folder() / "kafka"
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder / "lock"):
        logging.getLogger("jgo").setLevel(logging.ERROR)
        environment = jgo.build(KAFKA, cache_dir=folder)
        jars = sorted(Path(environment.path).glob("*/*.jar"))
    _check(jars)
    return os.pathsep.join(str(jar) for jar in jars)


def _check(jars: list[Path]) -> None:
    expected = dict(line.split()[::-1] for line in DIGESTS.read_text().splitlines())
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars}
    if expected != found:
        wrong = sorted(
            name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)
        )
        raise LocalStackError(
            f"Kafka's jars are not the expected ones ({', '.join(wrong)}). "
            f"Remove {cache_folder() / 'kafka'} and try again."
        )


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
