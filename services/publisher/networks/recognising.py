"""Recognising our own post in what a network shows of it."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

CLOCK_SLACK = timedelta(minutes=1)
"""By so much may a network's clock be behind ours: what it made that long before the attempt may be ours still."""
_SPACES = re.compile(r"\s+")


def same(shown: Any, sent: Any) -> bool:
    """Whether two texts are the same apart from white space and form; none is as good as an empty one."""
    return normalised(shown) == normalised(sent)


def normalised(text: Any) -> str:
    """A text as it is compared: letters composed, white space of any kind and number a single space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", str(text or ""))).strip()
