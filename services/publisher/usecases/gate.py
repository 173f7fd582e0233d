"""The last gate: what a network is known to refuse is never sent to it."""

from services.publisher.domain.content import Content
from services.publisher.domain.failures import failure
from services.publisher.errors import RefusedError
from shared.capabilities import Registry
from shared.events import NetworkName


def require_taken(registry: Registry, network: NetworkName, content: Content) -> None:
    """Hold contents against its network's limits, as they are now and not as they were when it was planned.

    Where every account lives on a server with limits of its own, that server has the last word and not the registry.

    Raises:
        RefusedError: With the limit, the actual value and how to mend it.
    """
    if network not in registry or registry[network].api.base_url_per_account:
        return
    problems = registry.validate(network, content.text, content.media, content.details)
    if problems:
        first, more = problems[0], len(problems) - 1
        detail = f"{first.message} {first.fix}" + (f" There are {more} more problems." if more else "")
        raise RefusedError(failure("invalid", f"{network}.{first.code}", detail))
