from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_organization_approval import NewOrganizationApproval, check_new_organization_approval
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewOrganization")


@_attrs_define
class NewOrganization:
    """Another organisation of one's own."""

    name: str
    time_zone: str | Unset = "UTC"
    approval: NewOrganizationApproval | Unset = "auto"
    """ Of content requests that say nothing else: whether a person must approve. """
    language: str | Unset = "en"
    """ BCP 47 tag. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        time_zone = self.time_zone

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval

        language = self.language

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if approval is not UNSET:
            field_dict["approval"] = approval
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        time_zone = d.pop("time_zone", UNSET)

        _approval = d.pop("approval", UNSET)
        approval: NewOrganizationApproval | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = check_new_organization_approval(_approval)

        language = d.pop("language", UNSET)

        new_organization = cls(
            name=name,
            time_zone=time_zone,
            approval=approval,
            language=language,
        )

        return new_organization
