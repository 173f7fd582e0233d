"""Plans: kept from the data file, listed, chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from services.gateway.domain.identity import Caller
from services.gateway.domain.organizations import Organization
from services.gateway.domain.plans import Plan, UsageReport
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.errors import FieldError, InvalidRequestError
from services.gateway.repository import organizations, quotas
from services.gateway.repository.quotas import KnownPlan
from services.gateway.usecases import quotas as usage
from shared.clock import Clock
from shared.postgres import Database
from shared.unit_of_work import UnitOfWork

_FILE = TypeAdapter(dict[str, Plan])


def load(path: Path) -> Mapping[str, Plan]:
    """The plans of a data file, in its order.

    Raises:
        OSError: It can't be read.
        pydantic.ValidationError: It says what plans do not have.
    """
    return _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


class PlanKeeper:
    """Keeps the plans of the data file in the database, where transactions hold quotas against them.

    Args:
        owner: The database as its owner.
        plans: Of the data file.
        default: The plan of organisations that name none.

    Raises:
        ValueError: There is no such plan.
    """

    def __init__(self, owner: Database, plans: Mapping[str, Plan], default: str) -> None:
        if default not in plans:
            raise ValueError(f"default_plan: there is no plan {default!r}; there are {', '.join(plans)}")
        self._owner = owner
        self._plans = plans
        self._default = default
        self._is_kept = False

    async def keep(self) -> None:
        """Write them, once in the life of the process."""
        if self._is_kept:
            return
        async with self._owner.transaction() as connection:
            await quotas.put_plans(connection, self._plans, self._default)
        self._is_kept = True


@dataclass(frozen=True)
class Plans:
    """What an organisation may use, and what it uses."""

    clock: Clock

    async def all(self, work: UnitOfWork) -> Sequence[KnownPlan]:
        """The smallest first."""
        return await quotas.plans(work.connection)

    async def present(self, work: UnitOfWork, caller: Caller) -> tuple[Organization, KnownPlan | None]:
        """The plan of the caller's organisation, with the organisation."""
        organization = await organizations.find(work.connection, caller.organization_id)
        return organization, _of(organization, await self.all(work))

    async def choose(
        self, work: UnitOfWork, caller: Caller, name: str, condition: RevisionCondition
    ) -> tuple[Organization, KnownPlan | None]:
        """Change to another plan; what is over its limits stays, and nothing is added to it.

        Raises:
            StaleRevisionError: The organisation was changed since the client looked.
            InvalidRequestError: There is no such plan, or it is not one to choose oneself.
        """
        organization = await organizations.lock(work.connection, caller.organization_id)
        condition.check(organization.revision)
        plans = await self.all(work)
        open_ones = [one.name for one in plans if one.plan.selectable]
        if name not in open_ones:
            raise InvalidRequestError.of(
                FieldError("#/plan", f"is not a plan to choose; there are: {', '.join(open_ones) or 'none'}")
            )
        changed = await organizations.update(
            work.connection, replace(organization, plan=name), self.clock.now()
        )
        return changed, _of(changed, plans)

    async def usage(self, work: UnitOfWork, caller: Caller, month: date | None) -> Sequence[UsageReport]:
        """Of every limit; of what is counted by month in the present one or another."""
        return await usage.reports(work, caller.organization_id, month)


def _of(organization: Organization, plans: Sequence[KnownPlan]) -> KnownPlan | None:
    named = {one.name: one for one in plans}
    default = next((one for one in plans if one.is_default), None)
    return named.get(organization.plan or "", default)
