"""Live events from the log to the clients of this process: one reader, however many clients.

Rows are read in the order of (transaction id, sequence) and handed out only below the horizon, the oldest transaction
that still writes. A plain sequence would lose events: a number taken early by a transaction that commits late is passed
over by a reader that has already seen a higher one.
"""

from services.gateway.live_feed.feed import LiveFeed, Stream
from services.gateway.live_feed.subscription import Ending, StreamEndedError, Subscription

__all__ = ["Ending", "LiveFeed", "Stream", "StreamEndedError", "Subscription"]
