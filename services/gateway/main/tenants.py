"""Organisations, what they use, and what was done in them."""

from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.audit import AuditTrail


def tenants(resources: Resources) -> Area:
    return Area({AuditTrail: AuditTrail(resources.tenancy)})
