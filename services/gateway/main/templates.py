"""What is made of templates and of other texts."""

from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.from_templates import FromTemplates
from services.gateway.usecases.posts import Posts
from services.gateway.usecases.templates import Templates
from services.gateway.usecases.transforms import Transforms


def templates(resources: Resources) -> Area:
    registry, clock = resources.registry, resources.clock
    own, requests = Templates(clock), ContentRequests(clock)
    return Area(
        {
            Templates: own,
            FromTemplates: FromTemplates(own, requests, Posts(registry, clock), registry),
            Transforms: Transforms(requests),
        }
    )
