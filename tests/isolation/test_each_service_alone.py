"""Each program runs with what its image holds: its own locked packages, its own folder and shared/; nothing else."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="  # base64 of 32 bytes
NOT_IN_THE_IMAGE = shutil.ignore_patterns("tests", "testing", "__pycache__")

# What a service can't start without; those of its settings that a service does not have are ignored.
REQUIRED = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "TOKEN_SIGNING_KEY": KEY,
    "SEALING_PUBLIC_KEY": KEY,
    "SEALING_PRIVATE_KEY": KEY,
    "ENCRYPTION_KEYS": KEY,
}

SERVICES = sorted(path.parent.name for path in REPOSITORY.glob("services/*/__main__.py"))

# Composes the program without starting it, so that imports inside functions count too, then names what it loaded.
COMPOSE = {
    "services": """
import sys
from services.{name} import __main__
from services.{name}.config import Settings
from services.{name}.main import create_app
from shared.settings import load_settings
create_app(load_settings(Settings))
print(*sorted(sys.modules), sep="\\n")
""",
    "sandbox": """
import sys
from pathlib import Path
from sandbox import __main__
from sandbox.main import create_app
create_app(Path("data"))
print(*sorted(sys.modules), sep="\\n")
""",
}


@dataclass(frozen=True)
class Program:
    """A program as its image has it, in a folder of its own."""

    name: str
    folder: Path
    python: Path

    @property
    def module(self) -> str:
        return "sandbox" if self.name == "sandbox" else f"services.{self.name}"

    def run(self, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run its Python with no variable of ours but these settings."""
        prefix = f"POSTWRIGHT_{self.name.upper()}_"
        objects = {"POSTWRIGHT_OBJECTS_URL": (self.folder / "objects").as_uri()}
        own = {f"{prefix}{name}": value for name, value in (REQUIRED | settings).items()}
        system = {
            name: value for name, value in os.environ.items() if not name.startswith(("POSTWRIGHT", "PYTHON"))
        }
        return subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env=system | objects | own | {"HOME": "/nonexistent"},  # as the image's user
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def _install(python: Path, requirements: Path) -> None:
    """As the Makefile does: by uv, which links files from its cache, or by pip where uv can't be had."""
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if (
        uv
        and not subprocess.run([uv, "pip", "install", "--python", python, *options], check=False).returncode
    ):
        return
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *options], check=True)


@pytest.fixture(scope="module")
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Program:
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    own = Path("sandbox") if name == "sandbox" else Path("services", name)
    for part in (own, Path("shared")):
        shutil.copytree(REPOSITORY / part, folder / part, ignore=NOT_IN_THE_IMAGE)
    if name != "sandbox":
        shutil.copy(REPOSITORY / "services/__init__.py", folder / "services")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    _install(python, folder / own / "requirements.txt")
    return Program(name, folder, python)


@pytest.mark.parametrize("program", [*SERVICES, "sandbox"], indirect=True)
def test_is_put_together_from_its_own_packages_and_code(program: Program) -> None:
    """Nothing is missing from its lock, and it loads no other service's code."""
    kind = program.module.split(".", maxsplit=1)[0]
    done = program.run("-c", COMPOSE[kind].format(name=program.name))

    assert done.returncode == 0, done.stderr
    loaded = {m for m in done.stdout.split() if m.split(".")[0] in {"services", "sandbox", "deploy", "bench"}}
    assert program.module in loaded
    assert {m for m in loaded if m != "services" and not f"{m}.".startswith(f"{program.module}.")} == set()


@pytest.mark.parametrize("program", SERVICES, indirect=True)
def test_a_wrong_setting_ends_a_service_with_one_line_that_names_it(program: Program) -> None:
    """Exit status 2 and no traceback, before anything is touched."""
    done = program.run("-m", program.module, PORT="harbour")

    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith(f"configuration: POSTWRIGHT_{program.name.upper()}_PORT: ")


@pytest.mark.parametrize("program", ["sandbox"], indirect=True)
def test_a_wrong_option_ends_the_sandbox_with_its_usage_and_a_line_that_names_it(program: Program) -> None:
    """The sandbox is told by options; it answers as command lines do."""
    done = program.run("-m", program.module, "--port", "harbour")

    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
    assert done.stderr.splitlines()[-1].endswith("argument --port: invalid int value: 'harbour'")
