from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_transform_approval_type_0 import (
    NewTransformApprovalType0,
    check_new_transform_approval_type_0,
)
from ..models.new_transform_networks_item import NewTransformNetworksItem, check_new_transform_networks_item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.no_schedule import NoSchedule
    from ..models.now_schedule import NowSchedule
    from ..models.transform_source import TransformSource


T = TypeVar("T", bound="NewTransform")


@_attrs_define
class NewTransform:
    """What is to become of a text."""

    source: TransformSource
    """ The text: itself, that of a content item, or that of a content request as it was generated. """
    networks: list[NewTransformNetworksItem]
    tone: str | Unset = ""
    """ Empty leaves it. """
    length: int | None | Unset = UNSET
    """ Characters at most; without it as many as the network takes. """
    language: None | str | Unset = UNSET
    """ Without it as it is. The offline provider does not translate, and says so (content.failed). """
    source_language: None | str | Unset = UNSET
    """ Of the text, where it is not a request's. """
    brand: None | str | Unset = UNSET
    """ Without it the request's, else the brand kit's name. """
    campaign_id: None | Unset | UUID = UNSET
    brand_kit_id: None | Unset | UUID = UNSET
    account_ids: list[UUID] | None | Unset = UNSET
    schedule: InstantSchedule | LocalSchedule | None | NoSchedule | NowSchedule | Unset = UNSET
    approval: NewTransformApprovalType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        source = self.source.to_dict()

        networks = []
        for networks_item_data in self.networks:
            networks_item: str = networks_item_data
            networks.append(networks_item)

        tone = self.tone

        length: int | None | Unset
        if isinstance(self.length, Unset):
            length = UNSET
        else:
            length = self.length

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        source_language: None | str | Unset
        if isinstance(self.source_language, Unset):
            source_language = UNSET
        else:
            source_language = self.source_language

        brand: None | str | Unset
        if isinstance(self.brand, Unset):
            brand = UNSET
        else:
            brand = self.brand

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
                "source": source,
                "networks": networks,
            }
        )
        if tone is not UNSET:
            field_dict["tone"] = tone
        if length is not UNSET:
            field_dict["length"] = length
        if language is not UNSET:
            field_dict["language"] = language
        if source_language is not UNSET:
            field_dict["source_language"] = source_language
        if brand is not UNSET:
            field_dict["brand"] = brand
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
        from ..models.transform_source import TransformSource  # noqa: PLC0415

        d = dict(src_dict)
        source = TransformSource.from_dict(d.pop("source"))

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = check_new_transform_networks_item(networks_item_data)

            networks.append(networks_item)

        tone = d.pop("tone", UNSET)

        def _parse_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        length = _parse_length(d.pop("length", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_source_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_language = _parse_source_language(d.pop("source_language", UNSET))

        def _parse_brand(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        brand = _parse_brand(d.pop("brand", UNSET))

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

        def _parse_approval(data: object) -> NewTransformApprovalType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approval_type_0 = check_new_transform_approval_type_0(data)

                return approval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewTransformApprovalType0 | None | Unset, data)

        approval = _parse_approval(d.pop("approval", UNSET))

        new_transform = cls(
            source=source,
            networks=networks,
            tone=tone,
            length=length,
            language=language,
            source_language=source_language,
            brand=brand,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            account_ids=account_ids,
            schedule=schedule,
            approval=approval,
        )

        return new_transform
