"""What the gateway keeps of organisations and persons, for who wants to see all of it or have it forgotten."""

from services.gateway.main.resources import Area, Resources
from services.gateway.repository.privacy import SECRETS, forget_person
from services.gateway.usecases.exports import Exports
from shared.privacy import Holdings, Privacy, Tombstones

HOLDINGS = Holdings(
    kept={
        "plans": "what plans allow: of nobody",
        "webhook_cursor": "how far the log of all organisations is handed to webhooks",
        "notification_cursor": "how far the log of all organisations is told to people",
        "live_events_forgotten": "how far the log of all organisations is forgotten",
        "erasure_parts": "outlives what it is about: ids alone",
        "erasure_reports": "outlives what it is about: ids and counts alone",
        "erasure_requests": "outlives what it is about: ids alone",
        "emailed_tokens": "of persons, who are forgotten one by one",
        "external_identities": "of persons, who are forgotten one by one",
        "external_sign_ins": "of persons, who are forgotten one by one",
        "familiar_addresses": "of persons, who are forgotten one by one",
        "password_reset_requests": "of persons, who are forgotten one by one",
        "users": "persons, who are forgotten one by one",
    },
    hidden=SECRETS,
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
        forget_person=forget_person,
    )
    exports = Exports(resources.owner_units, resources.objects, resources.clock)
    return Area({Privacy: keeping, Exports: exports}, [*keeping.workers, exports.run])
