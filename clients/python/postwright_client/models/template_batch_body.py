from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.template_batch_body_approval_type_0 import (
    TemplateBatchBodyApprovalType0,
    check_template_batch_body_approval_type_0,
)
from ..models.template_batch_body_networks_item import (
    TemplateBatchBodyNetworksItem,
    check_template_batch_body_networks_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.no_schedule import NoSchedule
    from ..models.now_schedule import NowSchedule
    from ..models.template_batch_body_rows_item import TemplateBatchBodyRowsItem


T = TypeVar("T", bound="TemplateBatchBody")


@_attrs_define
class TemplateBatchBody:
    """Content to be made of a template for each row of values; the rest holds for every row."""

    networks: list[TemplateBatchBodyNetworksItem]
    rows: list[TemplateBatchBodyRowsItem]
    brand: None | str | Unset = UNSET
    """ Without it the template's name. """
    topic: None | str | Unset = UNSET
    brief: None | str | Unset = UNSET
    """ For networks whose text the template leaves to the writer. """
    language: None | str | Unset = UNSET
    picture: bool | None | Unset = UNSET
    """ Without it: whether the template has a poster. """
    campaign_id: None | Unset | UUID = UNSET
    brand_kit_id: None | Unset | UUID = UNSET
    account_ids: list[UUID] | None | Unset = UNSET
    schedule: InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset = UNSET
    approval: None | TemplateBatchBodyApprovalType0 | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        networks = []
        for networks_item_data in self.networks:
            networks_item: str = networks_item_data
            networks.append(networks_item)

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        brand: None | str | Unset
        if isinstance(self.brand, Unset):
            brand = UNSET
        else:
            brand = self.brand

        topic: None | str | Unset
        if isinstance(self.topic, Unset):
            topic = UNSET
        else:
            topic = self.topic

        brief: None | str | Unset
        if isinstance(self.brief, Unset):
            brief = UNSET
        else:
            brief = self.brief

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        picture: bool | None | Unset
        if isinstance(self.picture, Unset):
            picture = UNSET
        else:
            picture = self.picture

        campaign_id: None | str | Unset
        if isinstance(self.campaign_id, Unset):
            campaign_id = UNSET
        elif isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        brand_kit_id: None | str | Unset
        if isinstance(self.brand_kit_id, Unset):
            brand_kit_id = UNSET
        elif isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        account_ids: list[str] | None | Unset
        if isinstance(self.account_ids, Unset):
            account_ids = UNSET
        elif isinstance(self.account_ids, list):
            account_ids = []
            for account_ids_type_0_item_data in self.account_ids:
                account_ids_type_0_item = str(account_ids_type_0_item_data)
                account_ids.append(account_ids_type_0_item)

        else:
            account_ids = self.account_ids

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, NoSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, InstantSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        approval: None | str | Unset
        if isinstance(self.approval, Unset):
            approval = UNSET
        elif isinstance(self.approval, str):
            approval = self.approval
        else:
            approval = self.approval

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "networks": networks,
                "rows": rows,
            }
        )
        if brand is not UNSET:
            field_dict["brand"] = brand
        if topic is not UNSET:
            field_dict["topic"] = topic
        if brief is not UNSET:
            field_dict["brief"] = brief
        if language is not UNSET:
            field_dict["language"] = language
        if picture is not UNSET:
            field_dict["picture"] = picture
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if brand_kit_id is not UNSET:
            field_dict["brand_kit_id"] = brand_kit_id
        if account_ids is not UNSET:
            field_dict["account_ids"] = account_ids
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if approval is not UNSET:
            field_dict["approval"] = approval

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415
        from ..models.template_batch_body_rows_item import TemplateBatchBodyRowsItem  # noqa: PLC0415

        d = dict(src_dict)
        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = check_template_batch_body_networks_item(networks_item_data)

            networks.append(networks_item)

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = TemplateBatchBodyRowsItem.from_dict(rows_item_data)

            rows.append(rows_item)

        def _parse_brand(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        brand = _parse_brand(d.pop("brand", UNSET))

        def _parse_topic(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        topic = _parse_topic(d.pop("topic", UNSET))

        def _parse_brief(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        brief = _parse_brief(d.pop("brief", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_picture(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        picture = _parse_picture(d.pop("picture", UNSET))

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

        def _parse_brand_kit_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id", UNSET))

        def _parse_account_ids(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                account_ids_type_0 = []
                _account_ids_type_0 = data
                for account_ids_type_0_item_data in _account_ids_type_0:
                    account_ids_type_0_item = UUID(account_ids_type_0_item_data)

                    account_ids_type_0.append(account_ids_type_0_item)

                return account_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        account_ids = _parse_account_ids(d.pop("account_ids", UNSET))

        def _parse_schedule(
            data: object,
        ) -> InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_0 = NoSchedule.from_dict(data)

                return schedule_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_1 = NowSchedule.from_dict(data)

                return schedule_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_2 = LocalSchedule.from_dict(data)

                return schedule_type_0_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0_type_3 = InstantSchedule.from_dict(data)

                return schedule_type_0_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        def _parse_approval(data: object) -> None | TemplateBatchBodyApprovalType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approval_type_0 = check_template_batch_body_approval_type_0(data)

                return approval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TemplateBatchBodyApprovalType0 | Unset, data)

        approval = _parse_approval(d.pop("approval", UNSET))

        template_batch_body = cls(
            networks=networks,
            rows=rows,
            brand=brand,
            topic=topic,
            brief=brief,
            language=language,
            picture=picture,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            account_ids=account_ids,
            schedule=schedule,
            approval=approval,
        )

        return template_batch_body
