from typing import get_args
from uuid import uuid4

import pytest
from fastapi import APIRouter

from services.gateway import api
from services.gateway.api import build_app
from services.gateway.api.openapi import operations
from services.gateway.domain.policy import (
    NEVER_SCOPES,
    OPERATIONS,
    PERMISSIONS,
    ROLES,
    SCOPES,
    Permission,
    Role,
)

_LIMITS = {"public_url": "http://127.0.0.1:8080", "max_body_bytes": 1_024, "max_upload_bytes": 1_024}


def test_every_operation_has_a_line_and_every_line_an_operation() -> None:
    """Nobody forgets to decide, and what is gone is gone from the table."""
    document = build_app({}, **_LIMITS).openapi()  # type: ignore[arg-type]

    assert {operation["operationId"] for operation in operations(document)} == set(OPERATIONS) - {
        # Not HTTP as OpenAPI knows it.
        "watch_by_socket"
    }


def test_an_operation_without_a_line_keeps_the_gateway_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which."""
    router = APIRouter()
    name = f"undecided_{uuid4().hex[:8]}"
    router.add_api_route(f"/{name}", lambda: None, name=name)
    monkeypatch.setattr(api, "_ROUTERS", (*api._ROUTERS, router))

    with pytest.raises(RuntimeError, match=name):
        build_app({}, **_LIMITS)  # type: ignore[arg-type]


def test_an_operation_that_asks_nobody_who_they_are_keeps_the_gateway_from_starting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Unless it is for everybody."""
    monkeypatch.setattr(api, "OPERATIONS", {**OPERATIONS, "login": "posts:write"})

    with pytest.raises(RuntimeError, match="login"):
        build_app({}, **_LIMITS)  # type: ignore[arg-type]


def test_the_document_says_what_the_policy_says() -> None:
    """The permission of each operation and the roles that have it; public ones are open and say so."""
    for operation in operations(build_app({}, **_LIMITS).openapi()):  # type: ignore[arg-type]
        needed = OPERATIONS[operation["operationId"]]
        assert operation["x-permission"] == needed
        if needed == "public":
            assert "403" not in operation["responses"] or operation.get("security")
        else:
            assert "403" in operation["responses"]
            assert operation["x-roles"] == [role for role in get_args(Role) if needed in ROLES[role]]


def test_each_role_has_what_is_said_of_it() -> None:
    """Everybody reads but the audit trail; who writes does not approve; only an owner gives the organisation away."""
    reads = {name for name in get_args(Permission) if name.endswith(":read")} - {"audit:read"}

    assert ROLES["viewer"] == reads | {"own"}
    assert ROLES["approver"] == ROLES["viewer"] | {"content:approve"}
    assert ROLES["editor"] == ROLES["viewer"] | {"content:write", "posts:write", "media:write"}
    assert ROLES["admin"] == ROLES["owner"] - {"organization:own"}
    assert ROLES["owner"] == set(get_args(Permission)) == set(PERMISSIONS)


def test_a_key_is_nobody() -> None:
    """It has no profile, and does not give the organisation away."""
    assert set(SCOPES) | NEVER_SCOPES == set(get_args(Permission))
    assert not NEVER_SCOPES & set(SCOPES)
    assert {"own", "organization:own"} == NEVER_SCOPES
