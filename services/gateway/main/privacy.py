"""What the gateway keeps of organisations and persons, for who wants to see all of it or have it forgotten."""

from services.gateway.main.resources import Area, Resources
from shared.privacy import Holdings, Privacy, Tombstones

HOLDINGS = Holdings(
    kept={
        "live_events_forgotten": "how far the log of all organisations is forgotten",
        "users": "persons are forgotten one by one",
    },
    tombstones={
        "posts": Tombstones("post.scheduled", "post_id::text"),
        "halts": Tombstones("publishing.halted", "halt_id::text"),
    },
)


def privacy(resources: Resources) -> Area:
    keeping = Privacy(
        resources.settings,
        resources.owner,
        resources.metrics,
        resources.clock,
        known=HOLDINGS,
        objects=resources.objects,
    )
    return Area({Privacy: keeping}, keeping.workers)
