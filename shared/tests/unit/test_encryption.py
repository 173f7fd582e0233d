"""Secrets at rest."""

import base64
import secrets
from uuid import uuid4

import pytest

from shared.encryption import UnreadableSecretError, Vault

ORGANIZATION, OWNER = uuid4(), uuid4()


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def encrypted(vault: Vault) -> bytes:
    return vault.encrypt(b"the secret", organization_id=ORGANIZATION, owner_id=OWNER)


def test_what_was_encrypted_is_read_back() -> None:
    """And looks different every time."""
    vault = Vault(new_key())

    assert b"secret" not in encrypted(vault)
    assert encrypted(vault) != encrypted(vault)
    assert vault.decrypt(encrypted(vault), organization_id=ORGANIZATION, owner_id=OWNER) == b"the secret"


def test_a_secret_moved_to_another_owner_or_organisation_is_refused() -> None:
    """A row copied over another one in the database gives nobody access."""
    vault = Vault(new_key())
    stored = encrypted(vault)

    for organization, owner in ((ORGANIZATION, uuid4()), (uuid4(), OWNER)):
        with pytest.raises(UnreadableSecretError):
            vault.decrypt(stored, organization_id=organization, owner_id=owner)


@pytest.mark.parametrize("place", [0, 1, 5, 17, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    """Version, key id, nonce, text and tag alike."""
    vault = Vault(new_key())
    changed = bytearray(encrypted(vault))
    changed[place] ^= 1

    with pytest.raises(UnreadableSecretError):
        vault.decrypt(bytes(changed), organization_id=ORGANIZATION, owner_id=OWNER)


def test_keys_are_rotated_by_putting_a_new_one_first() -> None:
    """The old one still reads; without it the error names its id and no key."""
    old, new = new_key(), new_key()
    stored = encrypted(Vault(old))
    rotated = Vault(f"{new}, {old}")

    assert rotated.decrypt(stored, organization_id=ORGANIZATION, owner_id=OWNER) == b"the secret"
    with pytest.raises(UnreadableSecretError) as caught:
        Vault(new).decrypt(encrypted(rotated)[:1] + stored[1:], organization_id=ORGANIZATION, owner_id=OWNER)
    assert stored[1:5].hex() in str(caught.value)
    assert old not in str(caught.value)


@pytest.mark.parametrize(
    "keys",
    ["", "short", base64.b64encode(b"x" * 16).decode(), f"{new_key()},"],
    ids=["none", "no base64", "16 bytes", "an empty second one"],
)
def test_a_key_of_another_length_is_refused(keys: str) -> None:
    """The place of the wrong one is named, not the key."""
    with pytest.raises(ValueError, match=r"encryption key [12] is not 32 bytes"):
        Vault(keys)
