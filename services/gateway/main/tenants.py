"""Organisations, what they use, and what was done in them."""

from datetime import timedelta

from services.gateway.domain.organizations import InvitationBounds
from services.gateway.main.resources import SERVICE_FOLDER, Area, Resources
from services.gateway.usecases.audit import AuditTrail
from services.gateway.usecases.invitations import Invitations
from services.gateway.usecases.members import Members
from services.gateway.usecases.organizations import Organizations
from services.gateway.usecases.plans import PlanKeeper, Plans
from services.gateway.usecases.plans import load as load_plans
from services.gateway.usecases.publications import Halts
from shared.working import Recurring


def tenants(resources: Resources) -> Area:
    settings, clock = resources.settings, resources.clock
    # Apart from what sign-ins wait for.
    passwords = resources.passwords(concurrency=1)
    plans = load_plans(settings.plans_file or SERVICE_FOLDER / "plans.yaml")
    keeper = PlanKeeper(resources.owner, plans, settings.default_plan)
    return Area(
        {
            Plans: Plans(clock),
            AuditTrail: AuditTrail(resources.tenancy),
            Organizations: Organizations(resources.owner, resources.people, Halts(clock), clock),
            Members: Members(resources.sessions, clock),
            Invitations: Invitations(
                resources.owner_units,
                resources.people,
                passwords,
                clock,
                f"{settings.public_url.rstrip('/')}/invitations",
                InvitationBounds(
                    settings.open_invitations,
                    settings.invitation_mails_per_day,
                    timedelta(minutes=settings.invitation_rest_minutes),
                ),
            ),
        },
        [Recurring(keeper.keep).run],
    )
