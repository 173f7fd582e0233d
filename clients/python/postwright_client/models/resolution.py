from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.resolution_outcome import ResolutionOutcome, check_resolution_outcome
from ..types import UNSET, Unset

T = TypeVar("T", bound="Resolution")


@_attrs_define
class Resolution:
    """What a person found who looked: it is there, at this address; or it is not there."""

    outcome: ResolutionOutcome
    """ not_published: it goes out again, now. """
    url: None | str | Unset = UNSET
    """ Where it is. """

    def to_dict(self) -> dict[str, Any]:
        outcome: str = self.outcome

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "outcome": outcome,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        outcome = check_resolution_outcome(d.pop("outcome"))

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        resolution = cls(
            outcome=outcome,
            url=url,
        )

        return resolution
