"""Brand kits and compliance reports as clients send and see them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictBool, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.brand_kits import (
    AppliedRules,
    BrandKit,
    Colors,
    Disclaimers,
    Enforced,
    Fonts,
    Hashtags,
    KitChecks,
    KitRules,
    Logos,
    Tones,
    Voice,
    WordsToAvoid,
    WordsToUse,
)
from services.gateway.domain.compliance import ComplianceReport, Severity, Verdict, contrasts
from services.gateway.domain.texts import Name
from shared.events import NetworkName

_Name = Annotated[str, Name(200), Field(examples=["Chai & Co."])]
_Default = Annotated[
    StrictBool, Field(description="It holds where neither a request nor its campaign names another kit.")
]


class NewBrandKit(KitRules):
    """A brand kit to be made."""

    name: _Name
    is_default: _Default = False

    @property
    def rules(self) -> KitRules:
        return KitRules(**{name: getattr(self, name) for name in KitRules.model_fields})


class BrandKitChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    name: _Name | None = None
    is_default: _Default | None = None
    colors: Colors | None = None
    fonts: Fonts | None = None
    logos: Logos | None = None
    voice: Voice | None = None
    tones: Tones | None = None
    words_to_use: WordsToUse | None = None
    words_to_avoid: WordsToAvoid | None = None
    disclaimers: Disclaimers | None = None
    hashtags: Hashtags | None = None
    checks: KitChecks | None = Field(
        default=None, description="All of them: one left out is as in a new kit."
    )
    enforce: Enforced | None = None

    @model_validator(mode="after")
    def _nothing_is_null(self) -> "BrandKitChanges":
        empty = sorted(name for name in self.model_fields_set if getattr(self, name) is None)
        if empty:
            raise ValueError(f"{', '.join(empty)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set}


class ContrastView(View):
    """How well words in one colour are read on another, by WCAG 2.2: from 1 to 21."""

    text: str = Field(examples=["#FFFFFF"])
    background: str = Field(examples=["#0A7B5E"])
    ratio: float = Field(ge=1, le=21, examples=[5.3])
    passes: bool = Field(
        description="Whether it is at least what the kit's checks want; true where they want none."
    )


class BrandKitView(KitRules):
    """A brand kit."""

    brand_kit_id: UUID
    name: str
    is_default: bool
    contrasts: list[ContrastView]
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, kit: BrandKit) -> "BrandKitView":
        return cls(
            **{name: getattr(kit.rules, name) for name in KitRules.model_fields},
            **{name: getattr(kit, name) for name in _OWN},
            contrasts=_contrasts(kit.applied),
        )


_OWN = ("brand_kit_id", "name", "is_default", "revision", "created_at", "updated_at", "archived_at")


class FindingView(View):
    """One rule that is broken, or could not be checked."""

    rule: str = Field(description="Stable.", examples=["word.avoided"])
    severity: Severity = Field(description="error: broken. warning: it could not be checked.")
    network: NetworkName | None
    pointer: str = Field(description="JSON pointer to what it is about.", examples=["/variants/0/text"])
    detail: str
    fix: str = Field(examples=["Say it without 'cheap'."])


class ComplianceView(View):
    """Whether content keeps to the brand's rules."""

    brand_kit_id: UUID
    kit_name: str = Field(examples=["Chai & Co."])
    kit_revision: int = Field(description="Of the kit as it was when the content was asked for.")
    enforce: Literal["warn", "block"]
    verdict: Verdict
    findings: list[FindingView]

    @classmethod
    def of(cls, report: ComplianceReport | None) -> "ComplianceView | None":
        return None if report is None else cls.model_validate(report)


def _contrasts(rules: AppliedRules) -> list[ContrastView]:
    least = rules.checks.least_contrast
    return [
        ContrastView(text=ink, background=ground, ratio=ratio, passes=least is None or ratio >= least)
        for (ink, ground), ratio in contrasts(rules).items()
    ]
