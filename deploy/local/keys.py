"""Secrets made once for a folder; processes get the files' names, so that no secret is in an environment."""

import base64
import os
import secrets
from pathlib import Path

from shared.sealing import generate_key_pair


class Keys:
    """The files of `<folder>/secrets`, each readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "secrets"

    def path(self, name: str) -> Path:
        """Where that secret lies."""
        return self._folder / name

    def read(self, name: str) -> str:
        """That secret."""
        return self.path(name).read_text()

    def write(self, name: str, value: str) -> Path:
        """Keep a value; the file is never readable by others, nor ever half written."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path(name)
        if not path.exists() or path.read_text() != value:
            draft = path.with_name(f".{name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(value)
            draft.replace(path)
        return path

    def make_missing(self) -> None:
        """Generate what is not there yet; what is there is never changed, since data depends on it."""
        if not self.path("sealing_public_key").exists():
            private, public = generate_key_pair()
            self.write("sealing_private_key", private)
            self.write("sealing_public_key", public)
        for name in ("encryption_key", "gateway_encryption_key", "token_signing_key", "media_signing_key"):
            if not self.path(name).exists():
                self.write(name, base64.b64encode(secrets.token_bytes(32)).decode())
        for name in ("postgres_password", "database_password"):
            if not self.path(name).exists():
                self.write(name, secrets.token_urlsafe(24))
