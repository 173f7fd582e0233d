from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.item_result_problem_type_0 import ItemResultProblemType0
    from ..models.post_view import PostView


T = TypeVar("T", bound="ItemResult")


@_attrs_define
class ItemResult:
    """What became of one item."""

    index: int
    """ Of the item, from 0. """
    status: int
    """ As the item alone would have been answered. """
    replayed: bool
    """ Whether this is the result that its key got before. """
    post: None | PostView
    """ As it is after the item; null where it was refused. """
    problem: ItemResultProblemType0 | None
    """ Why it was refused: a problem document, as everywhere. Null where it was done. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.item_result_problem_type_0 import ItemResultProblemType0  # noqa: PLC0415
        from ..models.post_view import PostView  # noqa: PLC0415

        index = self.index

        status = self.status

        replayed = self.replayed

        post: dict[str, Any] | None
        if isinstance(self.post, PostView):
            post = self.post.to_dict()
        else:
            post = self.post

        problem: dict[str, Any] | None
        if isinstance(self.problem, ItemResultProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "status": status,
                "replayed": replayed,
                "post": post,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.item_result_problem_type_0 import ItemResultProblemType0  # noqa: PLC0415
        from ..models.post_view import PostView  # noqa: PLC0415

        d = dict(src_dict)
        index = d.pop("index")

        status = d.pop("status")

        replayed = d.pop("replayed")

        def _parse_post(data: object) -> None | PostView:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                post_type_0 = PostView.from_dict(data)

                return post_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PostView, data)

        post = _parse_post(d.pop("post"))

        def _parse_problem(data: object) -> ItemResultProblemType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = ItemResultProblemType0.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ItemResultProblemType0 | None, data)

        problem = _parse_problem(d.pop("problem"))

        item_result = cls(
            index=index,
            status=status,
            replayed=replayed,
            post=post,
            problem=problem,
        )

        item_result.additional_properties = d
        return item_result

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
