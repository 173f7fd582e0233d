"""From a brief to posts, and what became of them."""

from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.brand_kits import BrandKits
from services.gateway.usecases.campaigns import Campaigns
from services.gateway.usecases.content_events import ContentEvents
from services.gateway.usecases.content_requests import ContentRequests
from services.gateway.usecases.controls import ContentControls
from services.gateway.usecases.figures import AnalyticsFigures
from services.gateway.usecases.ledger_events import LedgerEvents
from services.gateway.usecases.measurements import Measurements
from services.gateway.usecases.planning import Planner
from services.gateway.usecases.posts import Posts
from services.gateway.usecases.projects import Projects
from services.gateway.usecases.publication_events import PublicationEvents
from services.gateway.usecases.publications import Halts, Publications
from services.gateway.usecases.rehearsals import Rehearsals


def content(resources: Resources) -> Area:
    registry, clock = resources.registry, resources.clock
    return Area(
        {
            BrandKits: BrandKits(clock),
            Projects: Projects(clock),
            Campaigns: Campaigns(clock),
            ContentRequests: ContentRequests(clock),
            ContentControls: ContentControls(resources.tenancy, clock),
            ContentEvents: ContentEvents(Planner(registry, clock)),
            Posts: Posts(registry, clock),
            Publications: Publications(registry, clock),
            PublicationEvents: PublicationEvents(),
            LedgerEvents: LedgerEvents(),
            Halts: Halts(clock),
            Rehearsals: Rehearsals(clock),
            AnalyticsFigures: AnalyticsFigures(clock),
            Measurements: Measurements(),
        }
    )
