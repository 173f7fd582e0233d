import base64
import stat
from pathlib import Path

from deploy.make_secrets import SERVICES, make_secrets
from shared.sealing import Opener, Sealer


def _all(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*") if p.is_file()}


def test_what_exists_is_kept_and_what_is_missing_is_made(tmp_path: Path) -> None:
    """Data depends on the keys: a second run changes none of them."""
    folder = tmp_path / "secrets"
    make_secrets(folder, "postgresql:5432")
    first = _all(folder)
    (folder / "gateway/token_signing_key").unlink()

    made = make_secrets(folder, "elsewhere:5432")

    assert made == [folder / "gateway/token_signing_key"]
    second = _all(folder)
    assert second.pop("gateway/token_signing_key") != first.pop("gateway/token_signing_key")
    assert second == first


def test_only_the_owner_of_the_folder_can_reach_a_secret(tmp_path: Path) -> None:
    """A container's user reads single mounted files; nobody else on the machine gets as far as them."""
    folder = tmp_path / "secrets"
    made = make_secrets(folder, "postgresql:5432")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o644}


def test_the_pair_of_keys_fits(tmp_path: Path) -> None:
    """What the gateway seals, the publisher opens, also when the public key was lost and made again."""
    make_secrets(tmp_path, "postgresql:5432")
    (tmp_path / "gateway/sealing_public_key").unlink()
    make_secrets(tmp_path, "postgresql:5432")

    sealed = Sealer((tmp_path / "gateway/sealing_public_key").read_text()).seal(b"token", b"account")
    opener = Opener((tmp_path / "publisher/sealing_private_key").read_text())
    assert opener.open(sealed, b"account") == b"token"


def test_each_service_has_a_password_of_its_own(tmp_path: Path) -> None:
    """Who learns one service's address can't open another's database."""
    make_secrets(tmp_path, "db.example:5432")

    passwords = {service: (tmp_path / "postgresql" / service).read_text() for service in SERVICES}
    assert len(set(passwords.values())) == len(SERVICES)
    for service, password in passwords.items():
        name = f"postwright_{service}"
        url = (tmp_path / service / "database_url").read_text()
        assert url == f"postgresql://{name}:{password}@db.example:5432/{name}"
    assert len(base64.b64decode((tmp_path / "publisher/encryption_keys").read_text())) == 32
