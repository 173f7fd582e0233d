"""What files made to do harm have in common, and what becomes of them."""

import io
import zipfile
from pathlib import Path

import pytest

from shared.media import MediaRefusedError
from shared.media.jobs import Inspect
from shared.media.worker import perform

SCRIPT = b"<html><script>alert(document.domain)</script></html>"


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def kept(tmp_path: Path, data: bytes) -> bytes:
    """What would be stored of a file."""
    source, output = tmp_path / "source", tmp_path / "output"
    source.write_bytes(data)
    output.unlink(missing_ok=True)
    answer = perform(Inspect(source=source, output=output))
    return (output if answer.is_rewritten else source).read_bytes()


def code_of(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(MediaRefusedError) as refused:
        kept(tmp_path, data)
    assert refused.value.detail.endswith(".")
    return refused.value.code
