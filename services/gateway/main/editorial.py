"""Content as people work on it: items and their versions, reviews, comments."""

from services.gateway.main.resources import Area, Resources
from services.gateway.usecases.approval_rules import ApprovalRules
from services.gateway.usecases.approvals import Approvals
from services.gateway.usecases.comments import Comments
from services.gateway.usecases.content_items import ContentItems
from services.gateway.usecases.content_versions import ContentVersions
from services.gateway.usecases.passport import Passports
from services.gateway.usecases.reviews import Reviews
from services.gateway.usecases.withholding import Lapses
from services.gateway.usecases.workflows import ReviewClock, Workflows
from shared.working import Recurring


def editorial(resources: Resources) -> Area:
    registry, clock = resources.registry, resources.clock
    reviews = Reviews(registry, clock)
    workflows = Workflows(reviews, clock)
    items = ContentItems(registry, clock, workflows)
    review_clock = ReviewClock(resources.owner, resources.tenancy, workflows, Lapses(clock), clock)
    return Area(
        {
            Approvals: Approvals(reviews, clock),
            ApprovalRules: ApprovalRules(clock),
            Comments: Comments(clock),
            ContentItems: items,
            ContentVersions: ContentVersions(items, clock),
            Passports: Passports(),
            ReviewClock: review_clock,
            Workflows: workflows,
        },
        [Recurring(review_clock.turn).run],
    )
