from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewUpload")


@_attrs_define
class NewUpload:
    """A file that will come in parts."""

    name: str
    """ As you call it; folders in it are left out. """
    size: int
    """ Bytes of the whole file. """
    sha256: None | str | Unset = UNSET
    """ Of the whole file: what comes is held against it, and where the very same file is here already nothing has
    to be sent. """
    alt_text: str | Unset = ""
    """ What is seen, for those who do not see it. """
    tags: list[str] | Unset = UNSET
    """ In any case; kept in small letters, each once. """
    folder: str | Unset = ""
    """ Its path from the top; empty is the top. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        size = self.size

        sha256: None | str | Unset
        if isinstance(self.sha256, Unset):
            sha256 = UNSET
        else:
            sha256 = self.sha256

        alt_text = self.alt_text

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        folder = self.folder

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "size": size,
            }
        )
        if sha256 is not UNSET:
            field_dict["sha256"] = sha256
        if alt_text is not UNSET:
            field_dict["alt_text"] = alt_text
        if tags is not UNSET:
            field_dict["tags"] = tags
        if folder is not UNSET:
            field_dict["folder"] = folder

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        size = d.pop("size")

        def _parse_sha256(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sha256 = _parse_sha256(d.pop("sha256", UNSET))

        alt_text = d.pop("alt_text", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        folder = d.pop("folder", UNSET)

        new_upload = cls(
            name=name,
            size=size,
            sha256=sha256,
            alt_text=alt_text,
            tags=tags,
            folder=folder,
        )

        return new_upload
