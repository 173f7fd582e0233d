from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Commit")


@_attrs_define
class Commit:
    """What is said of a new version."""

    note: str | Unset = ""
    """ Why, for those who look back. """
    resume: bool | Unset = False
    """ Begin the review that this ends anew, with the new version. """

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        resume = self.resume

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if note is not UNSET:
            field_dict["note"] = note
        if resume is not UNSET:
            field_dict["resume"] = resume

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note", UNSET)

        resume = d.pop("resume", UNSET)

        commit = cls(
            note=note,
            resume=resume,
        )

        return commit
