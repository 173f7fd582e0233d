from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.brief_approval import BriefApproval, check_brief_approval
from ..models.brief_networks_item import BriefNetworksItem, check_brief_networks_item
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.brief_details import BriefDetails
    from ..models.instant_schedule import InstantSchedule
    from ..models.local_schedule import LocalSchedule
    from ..models.no_schedule import NoSchedule
    from ..models.now_schedule import NowSchedule


T = TypeVar("T", bound="Brief")


@_attrs_define
class Brief:
    """What is asked for: copy for each network, a picture or not, and what happens with it then."""

    brand: str
    topic: str
    """ What it is about. """
    brief: str
    """ What the copy must say, in your own words. """
    networks: list[BriefNetworksItem]
    tone: str | Unset = ""
    audience: str | Unset = ""
    language: str | Unset = UNSET
    """ BCP 47 tag. """
    picture: bool | Unset = False
    """ Whether a picture is made too. """
    brand_colors: list[str] | Unset = UNSET
    campaign_id: None | Unset | UUID = UNSET
    brand_kit_id: None | Unset | UUID = UNSET
    """ The brand kit whose rules hold; without it the campaign's, else the organisation's. """
    account_ids: list[UUID] | None | Unset = UNSET
    """ The accounts it goes to; without it, every connected account of each listed network. """
    details: BriefDetails | Unset = UNSET
    """ For each network what its post has beside text and picture, such as a title or a board. """
    schedule: InstantSchedule | LocalSchedule | NoSchedule | NowSchedule | Unset = UNSET
    """ When the post goes out. """
    approval: BriefApproval | Unset = UNSET
    """ auto: the post is made as soon as the content is ready. required: a person approves first. Left out: as the
    organisation has it. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        brand = self.brand

        topic = self.topic

        brief = self.brief

        networks = []
        for networks_item_data in self.networks:
            networks_item: str = networks_item_data
            networks.append(networks_item)

        tone = self.tone

        audience = self.audience

        language = self.language

        picture = self.picture

        brand_colors: list[str] | Unset = UNSET
        if not isinstance(self.brand_colors, Unset):
            brand_colors = self.brand_colors

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

        details: dict[str, Any] | Unset = UNSET
        if not isinstance(self.details, Unset):
            details = self.details.to_dict()

        schedule: dict[str, Any] | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, NoSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, NowSchedule):
            schedule = self.schedule.to_dict()
        elif isinstance(self.schedule, LocalSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule.to_dict()

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "brand": brand,
                "topic": topic,
                "brief": brief,
                "networks": networks,
            }
        )
        if tone is not UNSET:
            field_dict["tone"] = tone
        if audience is not UNSET:
            field_dict["audience"] = audience
        if language is not UNSET:
            field_dict["language"] = language
        if picture is not UNSET:
            field_dict["picture"] = picture
        if brand_colors is not UNSET:
            field_dict["brand_colors"] = brand_colors
        if campaign_id is not UNSET:
            field_dict["campaign_id"] = campaign_id
        if brand_kit_id is not UNSET:
            field_dict["brand_kit_id"] = brand_kit_id
        if account_ids is not UNSET:
            field_dict["account_ids"] = account_ids
        if details is not UNSET:
            field_dict["details"] = details
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if approval is not UNSET:
            field_dict["approval"] = approval

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.brief_details import BriefDetails  # noqa: PLC0415
        from ..models.instant_schedule import InstantSchedule  # noqa: PLC0415
        from ..models.local_schedule import LocalSchedule  # noqa: PLC0415
        from ..models.no_schedule import NoSchedule  # noqa: PLC0415
        from ..models.now_schedule import NowSchedule  # noqa: PLC0415

        d = dict(src_dict)
        brand = d.pop("brand")

        topic = d.pop("topic")

        brief = d.pop("brief")

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = check_brief_networks_item(networks_item_data)

            networks.append(networks_item)

        tone = d.pop("tone", UNSET)

        audience = d.pop("audience", UNSET)

        language = d.pop("language", UNSET)

        picture = d.pop("picture", UNSET)

        brand_colors = cast(list[str], d.pop("brand_colors", UNSET))

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

        _details = d.pop("details", UNSET)
        details: BriefDetails | Unset
        if isinstance(_details, Unset):
            details = UNSET
        else:
            details = BriefDetails.from_dict(_details)

        def _parse_schedule(
            data: object,
        ) -> InstantSchedule | LocalSchedule | NoSchedule | NowSchedule | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = NoSchedule.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_1 = NowSchedule.from_dict(data)

                return schedule_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_2 = LocalSchedule.from_dict(data)

                return schedule_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            schedule_type_3 = InstantSchedule.from_dict(data)

            return schedule_type_3

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        _approval = d.pop("approval", UNSET)
        approval: BriefApproval | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = check_brief_approval(_approval)

        brief = cls(
            brand=brand,
            topic=topic,
            brief=brief,
            networks=networks,
            tone=tone,
            audience=audience,
            language=language,
            picture=picture,
            brand_colors=brand_colors,
            campaign_id=campaign_id,
            brand_kit_id=brand_kit_id,
            account_ids=account_ids,
            details=details,
            schedule=schedule,
            approval=approval,
        )

        return brief
