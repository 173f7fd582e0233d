"""What people did with a message."""

from collections.abc import Mapping
from typing import Any

from services.publisher.ports import Figures


def of_message(message: Mapping[str, Any]) -> Figures:
    """Reactions of all kinds, and the answers in its thread where it has one."""
    reactions = message.get("reactions") or []
    figures = {"likes": float(sum(int(reaction["count"]) for reaction in reactions))}
    thread = message.get("thread")
    return {**figures, "comments": float(thread["message_count"])} if thread else figures
