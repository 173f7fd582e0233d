from services.gateway.passwords import Passwords


def passwords_of(passes: int = 1) -> Passwords:
    return Passwords(memory_kib=8, passes=passes, lanes=1, concurrency=2)


async def test_only_the_right_password_is_right() -> None:
    """A hash lets its own password through and no other."""
    passwords = passwords_of()
    kept = await passwords.hash("a long pass phrase")

    assert await passwords.check("a long pass phrase", kept) == (True, None)
    assert await passwords.check("a long pass phrase ", kept) == (False, None)


async def test_a_user_that_does_not_exist_costs_a_check_too() -> None:
    """Nobody's password is never right, and as much is computed as for somebody's."""
    passwords = passwords_of()

    assert await passwords.check("nobody", None) == (False, None)
    assert passwords._nobodys_hash is not None


async def test_a_hash_with_weaker_parameters_is_made_again() -> None:
    """Signing in after the parameters were raised brings the hash up to them."""
    kept = await passwords_of(passes=1).hash("a long pass phrase")

    is_right, stronger = await passwords_of(passes=2).check("a long pass phrase", kept)

    assert is_right
    assert stronger is not None
    assert "t=2" in stronger
