from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.compliance_view_enforce import ComplianceViewEnforce, check_compliance_view_enforce
from ..models.compliance_view_verdict import ComplianceViewVerdict, check_compliance_view_verdict

if TYPE_CHECKING:
    from ..models.finding_view import FindingView


T = TypeVar("T", bound="ComplianceView")


@_attrs_define
class ComplianceView:
    """Whether content keeps to the brand's rules."""

    brand_kit_id: UUID
    kit_name: str
    kit_revision: int
    """ Of the kit as it was when the content was asked for. """
    enforce: ComplianceViewEnforce
    verdict: ComplianceViewVerdict
    findings: list[FindingView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        brand_kit_id = str(self.brand_kit_id)

        kit_name = self.kit_name

        kit_revision = self.kit_revision

        enforce: str = self.enforce

        verdict: str = self.verdict

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "brand_kit_id": brand_kit_id,
                "kit_name": kit_name,
                "kit_revision": kit_revision,
                "enforce": enforce,
                "verdict": verdict,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.finding_view import FindingView  # noqa: PLC0415

        d = dict(src_dict)
        brand_kit_id = UUID(d.pop("brand_kit_id"))

        kit_name = d.pop("kit_name")

        kit_revision = d.pop("kit_revision")

        enforce = check_compliance_view_enforce(d.pop("enforce"))

        verdict = check_compliance_view_verdict(d.pop("verdict"))

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = FindingView.from_dict(findings_item_data)

            findings.append(findings_item)

        compliance_view = cls(
            brand_kit_id=brand_kit_id,
            kit_name=kit_name,
            kit_revision=kit_revision,
            enforce=enforce,
            verdict=verdict,
            findings=findings,
        )

        compliance_view.additional_properties = d
        return compliance_view

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
