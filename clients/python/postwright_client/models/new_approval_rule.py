from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_step import NewStep


T = TypeVar("T", bound="NewApprovalRule")


@_attrs_define
class NewApprovalRule:
    """Who has to look at content before it is published."""

    name: str
    steps: list[NewStep]
    """ In their order; an empty list lets everything pass. """
    campaign_id: None | Unset | UUID = UNSET
    """ Without it the rule holds for all campaigns that have none of their own. """
    author_may_approve: bool | Unset = True
    """ Whether those who wrote it may be among those who approve it: all who did since it was last approved. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        campaign_id: None | str | Unset
        if isinstance(self.campaign_id, Unset):
            campaign_id = UNSET
        elif isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        author_may_approve = self.author_may_approve

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "steps": steps,
            }
        )
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if author_may_approve is not UNSET:
            field_dict["author_may_approve"] = author_may_approve

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_step import NewStep  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = NewStep.from_dict(steps_item_data)

            steps.append(steps_item)

        def _parse_campaign_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id", UNSET))

        author_may_approve = d.pop("author_may_approve", UNSET)

        new_approval_rule = cls(
            name=name,
            steps=steps,
            campaign_id=campaign_id,
            author_may_approve=author_may_approve,
        )

        return new_approval_rule
