from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.content_request_view_approval import (
    ContentRequestViewApproval,
    check_content_request_view_approval,
)
from ..models.content_request_view_origin import ContentRequestViewOrigin, check_content_request_view_origin
from ..models.content_request_view_state import ContentRequestViewState, check_content_request_view_state

if TYPE_CHECKING:
    from ..models.compliance_view import ComplianceView
    from ..models.content_request_view_details import ContentRequestViewDetails
    from ..models.content_variant import ContentVariant
    from ..models.picture_view import PictureView
    from ..models.problem_view import ProblemView
    from ..models.progress import Progress
    from ..models.review import Review
    from ..models.schedule_view import ScheduleView


T = TypeVar("T", bound="ContentRequestView")


@_attrs_define
class ContentRequestView:
    """A content request, how far it is, and its content."""

    request_id: UUID
    batch_id: None | UUID
    batch_row: int | None
    campaign_id: None | UUID
    origin: ContentRequestViewOrigin
    """ What it was made from. """
    brand: str
    topic: str
    tone: str
    audience: str
    brief: str
    language: str
    networks: list[str]
    picture_wanted: bool
    brand_colors: list[str]
    account_ids: list[UUID] | None
    details: ContentRequestViewDetails
    """ For each network what its post has beside text and picture. """
    schedule: ScheduleView
    """ When it goes out: what was asked for, and the instant that means. """
    approval: ContentRequestViewApproval
    state: ContentRequestViewState
    progress: Progress
    """ How far the content is. """
    problem: None | ProblemView
    brand_kit_id: None | UUID
    """ The brand kit whose rules hold. """
    compliance: ComplianceView | None
    """ Whether the content keeps to the brand's rules, once it is made and where there are any. """
    variants: list[ContentVariant] | None
    """ A text for each network, once they are made. """
    picture: None | PictureView
    provider: None | str
    model: None | str
    cost_micros_usd: int | None
    generated_at: datetime.datetime | None
    review: None | Review
    post_id: None | UUID
    """ The post that was made from it. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415
        from ..models.picture_view import PictureView  # noqa: PLC0415
        from ..models.problem_view import ProblemView  # noqa: PLC0415
        from ..models.review import Review  # noqa: PLC0415

        request_id = str(self.request_id)

        batch_id: None | str
        if isinstance(self.batch_id, UUID):
            batch_id = str(self.batch_id)
        else:
            batch_id = self.batch_id

        batch_row: int | None
        batch_row = self.batch_row

        campaign_id: None | str
        if isinstance(self.campaign_id, UUID):
            campaign_id = str(self.campaign_id)
        else:
            campaign_id = self.campaign_id

        origin: str = self.origin

        brand = self.brand

        topic = self.topic

        tone = self.tone

        audience = self.audience

        brief = self.brief

        language = self.language

        networks = self.networks

        picture_wanted = self.picture_wanted

        brand_colors = self.brand_colors

        account_ids: list[str] | None
        if isinstance(self.account_ids, list):
            account_ids = []
            for account_ids_type_0_item_data in self.account_ids:
                account_ids_type_0_item = str(account_ids_type_0_item_data)
                account_ids.append(account_ids_type_0_item)

        else:
            account_ids = self.account_ids

        details = self.details.to_dict()

        schedule = self.schedule.to_dict()

        approval: str = self.approval

        state: str = self.state

        progress = self.progress.to_dict()

        problem: dict[str, Any] | None
        if isinstance(self.problem, ProblemView):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        brand_kit_id: None | str
        if isinstance(self.brand_kit_id, UUID):
            brand_kit_id = str(self.brand_kit_id)
        else:
            brand_kit_id = self.brand_kit_id

        compliance: dict[str, Any] | None
        if isinstance(self.compliance, ComplianceView):
            compliance = self.compliance.to_dict()
        else:
            compliance = self.compliance

        variants: list[dict[str, Any]] | None
        if isinstance(self.variants, list):
            variants = []
            for variants_type_0_item_data in self.variants:
                variants_type_0_item = variants_type_0_item_data.to_dict()
                variants.append(variants_type_0_item)

        else:
            variants = self.variants

        picture: dict[str, Any] | None
        if isinstance(self.picture, PictureView):
            picture = self.picture.to_dict()
        else:
            picture = self.picture

        provider: None | str
        provider = self.provider

        model: None | str
        model = self.model

        cost_micros_usd: int | None
        cost_micros_usd = self.cost_micros_usd

        generated_at: None | str
        if isinstance(self.generated_at, datetime.datetime):
            generated_at = self.generated_at.isoformat()
        else:
            generated_at = self.generated_at

        review: dict[str, Any] | None
        if isinstance(self.review, Review):
            review = self.review.to_dict()
        else:
            review = self.review

        post_id: None | str
        if isinstance(self.post_id, UUID):
            post_id = str(self.post_id)
        else:
            post_id = self.post_id

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "request_id": request_id,
                "batch_id": batch_id,
                "batch_row": batch_row,
                "campaign_id": campaign_id,
                "origin": origin,
                "brand": brand,
                "topic": topic,
                "tone": tone,
                "audience": audience,
                "brief": brief,
                "language": language,
                "networks": networks,
                "picture_wanted": picture_wanted,
                "brand_colors": brand_colors,
                "account_ids": account_ids,
                "details": details,
                "schedule": schedule,
                "approval": approval,
                "state": state,
                "progress": progress,
                "problem": problem,
                "brand_kit_id": brand_kit_id,
                "compliance": compliance,
                "variants": variants,
                "picture": picture,
                "provider": provider,
                "model": model,
                "cost_micros_usd": cost_micros_usd,
                "generated_at": generated_at,
                "review": review,
                "post_id": post_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compliance_view import ComplianceView  # noqa: PLC0415
        from ..models.content_request_view_details import ContentRequestViewDetails  # noqa: PLC0415
        from ..models.content_variant import ContentVariant  # noqa: PLC0415
        from ..models.picture_view import PictureView  # noqa: PLC0415
        from ..models.problem_view import ProblemView  # noqa: PLC0415
        from ..models.progress import Progress  # noqa: PLC0415
        from ..models.review import Review  # noqa: PLC0415
        from ..models.schedule_view import ScheduleView  # noqa: PLC0415

        d = dict(src_dict)
        request_id = UUID(d.pop("request_id"))

        def _parse_batch_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                batch_id_type_0 = UUID(data)

                return batch_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        batch_id = _parse_batch_id(d.pop("batch_id"))

        def _parse_batch_row(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        batch_row = _parse_batch_row(d.pop("batch_row"))

        def _parse_campaign_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                campaign_id_type_0 = UUID(data)

                return campaign_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        campaign_id = _parse_campaign_id(d.pop("campaign_id"))

        origin = check_content_request_view_origin(d.pop("origin"))

        brand = d.pop("brand")

        topic = d.pop("topic")

        tone = d.pop("tone")

        audience = d.pop("audience")

        brief = d.pop("brief")

        language = d.pop("language")

        networks = cast(list[str], d.pop("networks"))

        picture_wanted = d.pop("picture_wanted")

        brand_colors = cast(list[str], d.pop("brand_colors"))

        def _parse_account_ids(data: object) -> list[UUID] | None:
            if data is None:
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
            return cast(list[UUID] | None, data)

        account_ids = _parse_account_ids(d.pop("account_ids"))

        details = ContentRequestViewDetails.from_dict(d.pop("details"))

        schedule = ScheduleView.from_dict(d.pop("schedule"))

        approval = check_content_request_view_approval(d.pop("approval"))

        state = check_content_request_view_state(d.pop("state"))

        progress = Progress.from_dict(d.pop("progress"))

        def _parse_problem(data: object) -> None | ProblemView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = ProblemView.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemView, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_brand_kit_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                brand_kit_id_type_0 = UUID(data)

                return brand_kit_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        brand_kit_id = _parse_brand_kit_id(d.pop("brand_kit_id"))

        def _parse_compliance(data: object) -> ComplianceView | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                compliance_type_0 = ComplianceView.from_dict(data)

                return compliance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ComplianceView | None, data)

        compliance = _parse_compliance(d.pop("compliance"))

        def _parse_variants(data: object) -> list[ContentVariant] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                variants_type_0 = []
                _variants_type_0 = data
                for variants_type_0_item_data in _variants_type_0:
                    variants_type_0_item = ContentVariant.from_dict(variants_type_0_item_data)

                    variants_type_0.append(variants_type_0_item)

                return variants_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ContentVariant] | None, data)

        variants = _parse_variants(d.pop("variants"))

        def _parse_picture(data: object) -> None | PictureView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                picture_type_0 = PictureView.from_dict(data)

                return picture_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PictureView, data)

        picture = _parse_picture(d.pop("picture"))

        def _parse_provider(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        provider = _parse_provider(d.pop("provider"))

        def _parse_model(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        model = _parse_model(d.pop("model"))

        def _parse_cost_micros_usd(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cost_micros_usd = _parse_cost_micros_usd(d.pop("cost_micros_usd"))

        def _parse_generated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                generated_at_type_0 = datetime.datetime.fromisoformat(data)

                return generated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        generated_at = _parse_generated_at(d.pop("generated_at"))

        def _parse_review(data: object) -> None | Review:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                review_type_0 = Review.from_dict(data)

                return review_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Review, data)

        review = _parse_review(d.pop("review"))

        def _parse_post_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                post_id_type_0 = UUID(data)

                return post_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        post_id = _parse_post_id(d.pop("post_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        content_request_view = cls(
            request_id=request_id,
            batch_id=batch_id,
            batch_row=batch_row,
            campaign_id=campaign_id,
            origin=origin,
            brand=brand,
            topic=topic,
            tone=tone,
            audience=audience,
            brief=brief,
            language=language,
            networks=networks,
            picture_wanted=picture_wanted,
            brand_colors=brand_colors,
            account_ids=account_ids,
            details=details,
            schedule=schedule,
            approval=approval,
            state=state,
            progress=progress,
            problem=problem,
            brand_kit_id=brand_kit_id,
            compliance=compliance,
            variants=variants,
            picture=picture,
            provider=provider,
            model=model,
            cost_micros_usd=cost_micros_usd,
            generated_at=generated_at,
            review=review,
            post_id=post_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        content_request_view.additional_properties = d
        return content_request_view

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
