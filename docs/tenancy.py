"""The tables of docs/tenancy.md that come from the code: roles, and plans."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from services.gateway.domain.plans import LIMITS
from services.gateway.domain.policy import PERMISSIONS, ROLES, SCOPES, Role
from services.gateway.usecases.plans import load

_ROOT = Path(__file__).resolve().parent.parent
PAGE = _ROOT / "docs" / "tenancy.md"


def tenancy_page() -> str:
    """The whole page: its own words, with the tables as the code has them now."""
    text = PAGE.read_text(encoding="utf-8")
    for name, table in (("roles", _roles()), ("plans", _plans())):
        before, after = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        text = text.partition(before)[0] + before + table + after + text.partition(after)[2]
    return text


def _roles() -> str:
    roles = get_args(Role)
    rows = [
        [f"`{name}`", meaning, *("yes" if name in ROLES[role] else "" for role in roles), _scope(name)]
        for name, meaning in PERMISSIONS.items()
    ]
    return _table(["permission", "lets", *roles, "API keys"], rows)


def _scope(name: str) -> str:
    return "as a scope" if name in SCOPES else "never"


def _plans() -> str:
    plans = load(_ROOT / "services" / "gateway" / "plans.yaml")
    rows = [
        [f"`{name}`", *(f"{plan.limits[limit]:,}" if limit in plan.limits else "any" for limit in LIMITS)]
        for name, plan in plans.items()
    ]
    return _table(["plan", *(f"`{limit}`" for limit in LIMITS)], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
