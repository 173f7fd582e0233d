"""Media that people send, and what networks are given of them."""

from datetime import timedelta

from services.gateway.domain.renditions import RenditionJob
from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.intake import MediaIntake
from services.gateway.usecases.media import MediaLibrary
from services.gateway.usecases.pictures import Pictures
from services.gateway.usecases.preparing import CHANNEL
from services.gateway.usecases.renditions import Renditions
from shared.media import MediaLinks, MediaProcessor
from shared.working import Lease, Worker

_RENDITION_LEASE_SECONDS = 60.0


def media(resources: Resources) -> Area:
    settings, objects = resources.settings, resources.objects
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    return Area(
        {
            Pictures: Pictures(objects),
            MediaIntake: MediaIntake(resources.tenancy, objects, processor, resources.clock),
            MediaLibrary: MediaLibrary(resources.clock, timedelta(days=settings.media_grace_days)),
            MediaLinks: MediaLinks(settings.media.key),
        },
        [_converting(resources).run],
    )


def _converting(resources: Resources) -> Worker[RenditionJob]:
    settings = resources.settings
    # Apart from what looks into uploads, which must not wait for a long video.
    processor = MediaProcessor(concurrency=settings.media_concurrency)
    lease = Lease.of(settings.instance, _RENDITION_LEASE_SECONDS)
    renditions = Renditions(
        resources.owner, resources.tenancy, resources.objects, processor, resources.clock, lease
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
