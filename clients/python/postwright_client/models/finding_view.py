from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finding_view_severity import FindingViewSeverity, check_finding_view_severity

T = TypeVar("T", bound="FindingView")


@_attrs_define
class FindingView:
    """One rule that is broken, or could not be checked."""

    rule: str
    """ Stable. """
    severity: FindingViewSeverity
    """ error: broken. warning: it could not be checked. """
    network: None | str
    pointer: str
    """ JSON pointer to what it is about. """
    detail: str
    fix: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule

        severity: str = self.severity

        network: None | str
        network = self.network

        pointer = self.pointer

        detail = self.detail

        fix = self.fix

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rule": rule,
                "severity": severity,
                "network": network,
                "pointer": pointer,
                "detail": detail,
                "fix": fix,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rule = d.pop("rule")

        severity = check_finding_view_severity(d.pop("severity"))

        def _parse_network(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        network = _parse_network(d.pop("network"))

        pointer = d.pop("pointer")

        detail = d.pop("detail")

        fix = d.pop("fix")

        finding_view = cls(
            rule=rule,
            severity=severity,
            network=network,
            pointer=pointer,
            detail=detail,
            fix=fix,
        )

        finding_view.additional_properties = d
        return finding_view

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
