from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_post_body import NewPostBody


T = TypeVar("T", bound="CreateItem")


@_attrs_define
class CreateItem:
    """Plan a post, as `POST /v1/posts`."""

    action: Literal["create"]
    post: NewPostBody
    """ A post with texts of one's own. """
    key: None | str | Unset = UNSET
    """ As an Idempotency-Key, of this item alone: sent again with the same item within 24 hours, it does nothing
    anew and gets the first result. """

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        post = self.post.to_dict()

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "post": post,
            }
        )
        if key is not UNSET:
            field_dict["key"] = key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_post_body import NewPostBody  # noqa: PLC0415

        d = dict(src_dict)
        action = cast(Literal["create"], d.pop("action"))
        if action != "create":
            raise ValueError(f"action must match const 'create', got '{action}'")

        post = NewPostBody.from_dict(d.pop("post"))

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        create_item = cls(
            action=action,
            post=post,
            key=key,
        )

        return create_item
