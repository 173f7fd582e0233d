"""How soon an account may publish again: its network's limits, kept by us so that the network never has to refuse."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.capabilities import Pacing


def earliest(pacing: Pacing, starts: Sequence[datetime | None], last: datetime | None) -> datetime | None:
    """When the account may publish again; None if nothing holds it up.

    Args:
        pacing: Of the network.
        starts: For each window, when the call began after which the window is full: the one as many calls ago as the
            window allows; None if there were not so many.
        last: When the newest call began.
    """
    instants = [
        start + timedelta(seconds=window.seconds)
        for window, start in zip(pacing.windows, starts, strict=True)
        if start is not None
    ]
    if last is not None and pacing.min_spacing_seconds > 0:
        instants.append(last + timedelta(seconds=pacing.min_spacing_seconds))
    return max(instants, default=None)
