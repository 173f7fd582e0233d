"""Media that people send, and what networks are given of them."""

import asyncio
from datetime import timedelta

from services.gateway.domain.renditions import RenditionJob
from services.gateway.domain.uploads import Upload
from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.assembling import UploadAssembly
from services.gateway.usecases.intake import MediaIntake
from services.gateway.usecases.media import MediaLibrary
from services.gateway.usecases.preparing import CHANNEL
from services.gateway.usecases.renditions import Renditions
from services.gateway.usecases.retention import MediaRetention
from services.gateway.usecases.stored_media import MediaRemoval, StoredMedia
from services.gateway.usecases.uploads import CHANNEL as UPLOADS
from services.gateway.usecases.uploads import Uploads
from shared.media import MediaLinks, MediaProcessor
from shared.working import Lease, Worker

_LEASE_SECONDS = 60.0
_REMOVED_AT_ONCE = 4
# Nobody waits for an object to be gone.
_IDLE_SECONDS = 5.0


def media(resources: Resources) -> Area:
    settings, objects = resources.settings, resources.objects
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    stored = StoredMedia(resources.tenancy, resources.clock)
    intake = MediaIntake(resources.tenancy, objects, processor, resources.clock, stored)
    uploads = Uploads(
        resources.tenancy,
        objects,
        intake,
        resources.clock,
        part_bytes=settings.upload_part_bytes,
        max_bytes=settings.max_upload_bytes,
        life=timedelta(hours=settings.upload_hours),
        most_open=settings.open_uploads,
    )
    grace = timedelta(days=settings.media_grace_days)
    retention = MediaRetention(resources.owner, resources.tenancy, resources.clock, grace)
    return Area(
        {
            MediaIntake: intake,
            Uploads: uploads,
            MediaLibrary: MediaLibrary(resources.clock, grace),
            MediaRetention: retention,
            MediaLinks: MediaLinks(settings.media.key),
        },
        [
            _converting(resources, stored).run,
            _assembling(resources, intake).run,
            _removing(resources).run,
            retention.run,
        ],
    )


def _assembling(resources: Resources, intake: MediaIntake) -> Worker[Upload]:
    settings = resources.settings
    lease = Lease.of(settings.instance, _LEASE_SECONDS)
    assembly = UploadAssembly(
        resources.owner, resources.tenancy, resources.objects, intake, resources.clock, lease
    )
    return Worker(
        "uploads",
        assembly,
        assembly.handle,
        wake=resources.owner.listen(UPLOADS),
        concurrency=settings.media_concurrency,
        lease=lease,
        metrics=resources.metrics,
    )


def _converting(resources: Resources, stored: StoredMedia) -> Worker[RenditionJob]:
    settings = resources.settings
    # Apart from what looks into uploads, which must not wait for a long video.
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    lease = Lease.of(settings.instance, _LEASE_SECONDS)
    renditions = Renditions(
        resources.owner, resources.tenancy, resources.objects, processor, resources.clock, lease, stored
    )
    return Worker(
        "renditions",
        renditions,
        renditions.handle,
        wake=resources.owner.listen(CHANNEL),
        concurrency=settings.media_concurrency,
        lease=lease,
        metrics=resources.metrics,
    )


def _removing(resources: Resources) -> Worker[str]:
    lease = Lease.of(resources.settings.instance, _LEASE_SECONDS)
    removal = MediaRemoval(resources.owner, resources.objects, resources.clock, lease)
    return Worker(
        "media_removal",
        removal,
        removal.handle,
        wake=asyncio.Event(),
        concurrency=_REMOVED_AT_ONCE,
        lease=lease,
        metrics=resources.metrics,
        idle_seconds=_IDLE_SECONDS,
    )
