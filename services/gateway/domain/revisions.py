"""Revisions: what a client has seen decides whether it may change it."""

from dataclasses import dataclass

from services.gateway.errors import StaleRevisionError


def entity_tag(revision: int) -> str:
    """The ETag of a revision: `"v7"`."""
    return f'"v{revision}"'


@dataclass(frozen=True, slots=True)
class RevisionCondition:
    """What the client demands of the present revision; `revisions` none means any."""

    revisions: frozenset[int] | None

    def check(self, revision: int) -> None:
        """Call under the row's lock, before changing it.

        Raises:
            StaleRevisionError: The row has moved on from what the client saw.
        """
        if self.revisions is not None and revision not in self.revisions:
            raise StaleRevisionError(
                f'The present revision is "v{revision}". Read it again, apply your change to it and send that ETag.',
                headers={"ETag": entity_tag(revision)},
            )
