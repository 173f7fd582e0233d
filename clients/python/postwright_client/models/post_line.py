from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.post_line_approval import PostLineApproval, check_post_line_approval
from ..models.post_line_state import PostLineState, check_post_line_state

if TYPE_CHECKING:
    from ..models.publication_line import PublicationLine
    from ..models.workflow_view import WorkflowView


T = TypeVar("T", bound="PostLine")


@_attrs_define
class PostLine:
    """A post that was made from a version."""

    post_id: UUID
    state: PostLineState
    approval: PostLineApproval
    content_hash: None | str
    """ Another than the version's where the post was changed. """
    due_at: datetime.datetime
    publications: list[PublicationLine]
    reviews: list[WorkflowView]
    """ Of what the post was changed to. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        post_id = str(self.post_id)

        state: str = self.state

        approval: str = self.approval

        content_hash: None | str
        content_hash = self.content_hash

        due_at = self.due_at.isoformat()

        publications = []
        for publications_item_data in self.publications:
            publications_item = publications_item_data.to_dict()
            publications.append(publications_item)

        reviews = []
        for reviews_item_data in self.reviews:
            reviews_item = reviews_item_data.to_dict()
            reviews.append(reviews_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "post_id": post_id,
                "state": state,
                "approval": approval,
                "content_hash": content_hash,
                "due_at": due_at,
                "publications": publications,
                "reviews": reviews,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.publication_line import PublicationLine  # noqa: PLC0415
        from ..models.workflow_view import WorkflowView  # noqa: PLC0415

        d = dict(src_dict)
        post_id = UUID(d.pop("post_id"))

        state = check_post_line_state(d.pop("state"))

        approval = check_post_line_approval(d.pop("approval"))

        def _parse_content_hash(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        content_hash = _parse_content_hash(d.pop("content_hash"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        publications = []
        _publications = d.pop("publications")
        for publications_item_data in _publications:
            publications_item = PublicationLine.from_dict(publications_item_data)

            publications.append(publications_item)

        reviews = []
        _reviews = d.pop("reviews")
        for reviews_item_data in _reviews:
            reviews_item = WorkflowView.from_dict(reviews_item_data)

            reviews.append(reviews_item)

        post_line = cls(
            post_id=post_id,
            state=state,
            approval=approval,
            content_hash=content_hash,
            due_at=due_at,
            publications=publications,
            reviews=reviews,
        )

        post_line.additional_properties = d
        return post_line

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
