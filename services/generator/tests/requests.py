"""Requests as the gateway makes them; those of examples/briefs.csv among them."""

import csv
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.events import ContentRequested
from shared.ids import new_id

ORGANIZATION = UUID("0193e7a0-0000-7000-8000-000000000001")
_EXAMPLES = Path(__file__).parents[3] / "examples" / "briefs.csv"


def request(**fields: Any) -> ContentRequested:
    """A request for a text on X alone; what is named differs."""
    return ContentRequested.model_validate(
        {
            "organization_id": ORGANIZATION,
            "request_id": new_id(),
            "brand": "Chai & Co.",
            "topic": "Monsoon sale",
            "tone": "friendly",
            "audience": "tea lovers",
            "brief": "Announce the monsoon sale: 20 % off every loose-leaf tea until Sunday.",
            "language": "en-IN",
            "networks": ("x",),
            "brand_colors": ("#0A7B5E", "#F4C95D"),
            **fields,
        }
    )


def examples() -> list[ContentRequested]:
    """The briefs that the product is shown with, in ten languages; the same ids each time."""
    with _EXAMPLES.open(encoding="utf-8", newline="") as file:
        return [
            request(
                **{name: row[name] for name in ("brand", "topic", "tone", "audience", "brief", "language")},
                request_id=UUID(int=number),
                networks=tuple(row["networks"].split(";")),
                picture=row["picture"] == "yes",
                brand_colors=tuple(row["brand_colors"].split(";")),
            )
            for number, row in enumerate(csv.DictReader(file), start=1)
        ]
