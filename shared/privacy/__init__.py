"""What every service owes an organisation: to write down all that it keeps of it, and to forget it."""

from shared.privacy.erasing import Erasing
from shared.privacy.exporting import Exporting
from shared.privacy.holdings import (
    Holding,
    Holdings,
    Tombstones,
    UnknownHoldingError,
    hidden_columns,
    holdings_of,
)
from shared.privacy.wiring import Privacy

__all__ = [
    "Erasing",
    "Exporting",
    "Holding",
    "Holdings",
    "Privacy",
    "Tombstones",
    "UnknownHoldingError",
    "hidden_columns",
    "holdings_of",
]
