"""The Python client's generated part is that of the present API."""

import subprocess
import sys
from pathlib import Path

CLIENT = Path(__file__).parents[2] / "clients" / "python"
WRITTEN = {"__init__.py", "authentication.py", "client.py", "errors.py", "pages.py", "retries.py"}


def _sources(package: Path) -> dict[str, str]:
    return {
        str(path.relative_to(package)): path.read_text(encoding="utf-8") for path in package.rglob("*.py")
    }


def test_the_generated_client_is_committed_as_the_document_makes_it(tmp_path: Path) -> None:
    """`make docs` writes it; a difference means it was not run after the last change of the API."""
    subprocess.run([sys.executable, CLIENT / "generate.py", tmp_path], check=True)

    committed, made = _sources(CLIENT / "postwright_client"), _sources(tmp_path)

    different = {name for name in made.keys() | committed.keys() if made.get(name) != committed.get(name)}
    assert different == WRITTEN
