"""Transactions that see one organisation's rows alone."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

TENANT_ROLE = "postwright_gateway_tenant"


@dataclass(frozen=True)
class Tenancy:
    """Opens units of work inside one organisation.

    Args:
        units: A factory on a database whose sessions run under `TENANT_ROLE`: without the setting that is made
            here they see nothing at all.
    """

    units: UnitOfWorkFactory

    @contextlib.asynccontextmanager
    async def work(self, organization_id: UUID) -> AsyncIterator[UnitOfWork]:
        """A unit of work on the rows of one organisation; leaving the block commits."""
        async with self.units() as work:
            await work.connection.execute(
                "select set_config('app.organization_id', $1, true)", str(organization_id)
            )
            yield work
