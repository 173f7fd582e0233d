"""Two versions side by side as clients see them."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from services.gateway.api.models import View
from services.gateway.api.views.content_items import VersionSummary
from services.gateway.domain.comparison import NetworkComparison
from services.gateway.domain.content_items import Version
from shared.events import MediaObject, NetworkName


class PieceView(View):
    """A run of words."""

    change: Literal["same", "removed", "added"]
    text: str


class FieldChangeView(View):
    """A field beside text and media; null where it is not set."""

    field: str = Field(examples=["content_warning"])
    before: Any = Field(examples=["Food"])
    after: Any = Field(examples=["Tea"])


class NetworkComparisonView(View):
    """What differs for one network."""

    network: NetworkName
    change: Literal["same", "added", "removed", "changed"]
    words: list[PieceView]
    media_added: list[MediaObject]
    media_removed: list[MediaObject]
    fields: list[FieldChangeView]


class ComparisonView(BaseModel):
    """Two versions side by side."""

    before: VersionSummary
    after: VersionSummary
    networks: list[NetworkComparisonView]

    @classmethod
    def of(cls, before: Version, after: Version, networks: Sequence[NetworkComparison]) -> "ComparisonView":
        return cls(
            before=VersionSummary.of(before),
            after=VersionSummary.of(after),
            networks=[NetworkComparisonView.model_validate(one) for one in networks],
        )
