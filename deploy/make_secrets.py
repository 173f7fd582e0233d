"""The secrets of a deployment in containers, made once: `python -m deploy.make_secrets FOLDER`.

One folder a program, one file a secret, named as the setting that reads it: compose mounts the files, and
`kubectl create secret generic postwright-gateway --from-file=FOLDER/gateway` takes a folder as it is.
"""

import argparse
import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

SERVICES = ("gateway", "generator", "scheduler", "publisher", "analytics")


class SecretFolder:
    """Files that are made once and never changed, since data depends on them.

    Only the folder's owner can enter it. The files themselves are readable by all: a container mounts them one by one,
    and the user inside is another one than who made them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.made: list[Path] = []
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._give(folder)

    def keep(self, name: str, make: Callable[[], str]) -> str:
        """The secret of that name, made now if it is not there yet; never half written."""
        path = self._folder / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            self._give(path.parent)
            draft = path.with_name(f"{path.name}.draft")
            draft.write_text(make())
            draft.chmod(0o644)
            self._give(draft)
            draft.replace(path)
            self.made.append(path)
        return path.read_text()

    def _give(self, path: Path) -> None:
        """Made by root, as in a container, it still belongs to who owns the folder around."""
        if os.geteuid() == 0:
            around = self._folder.parent.stat()
            os.chown(path, around.st_uid, around.st_gid)


def make_secrets(folder: Path, postgresql: str) -> list[Path]:
    """Make what is missing.

    Args:
        folder: Where.
        postgresql: host:port under which the services reach the server.

    Returns:
        The files made now.
    """
    files = SecretFolder(folder)
    files.keep("postgresql/superuser", _password)
    for service in SERVICES:
        password = files.keep(f"postgresql/{service}", _password)
        files.keep(f"{service}/database_url", _database_url(service, password, postgresql))
    private = files.keep("publisher/sealing_private_key", _key)
    files.keep("gateway/sealing_public_key", lambda: _public_key(private))
    files.keep("publisher/encryption_keys", _key)
    files.keep("publisher/apps", lambda: "{}")  # none: accounts are connected by credentials alone
    files.keep("gateway/token_signing_key", _key)
    files.keep("gateway/encryption_keys", _key)
    # The publisher makes the addresses of media, the gateway serves them.
    media = files.keep("gateway/media_signing_key", _key)
    files.keep("publisher/media_signing_key", lambda: media)
    files.keep("gateway/smtp_password", str)  # empty: a mail server that asks for none, or no mail server
    files.keep("generator/openai_api_key", str)  # empty: the provider "offline" needs none
    return files.made


def _password() -> str:
    return secrets.token_urlsafe(24)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _public_key(private: str) -> str:
    key = X25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key()
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def _database_url(service: str, password: str, postgresql: str) -> Callable[[], str]:
    user = f"postwright_{service}"
    return lambda: f"postgresql://{user}:{password}@{postgresql}/{user}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.make_secrets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--postgresql", default="postgresql:5432", metavar="HOST:PORT")
    arguments = parser.parse_args()
    for path in make_secrets(arguments.folder, arguments.postgresql):
        print(f"made {path}")


if __name__ == "__main__":
    main()
