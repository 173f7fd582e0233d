from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MadeByView")


@_attrs_define
class MadeByView:
    """What made it, where a machine did."""

    provider: str
    model: str
    cost_micros_usd: int | None
    """ In millionths of a US dollar. """
    prompt: None | str
    prompt_version: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        provider = self.provider

        model = self.model

        cost_micros_usd: int | None
        cost_micros_usd = self.cost_micros_usd

        prompt: None | str
        prompt = self.prompt

        prompt_version: None | str
        prompt_version = self.prompt_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "provider": provider,
                "model": model,
                "cost_micros_usd": cost_micros_usd,
                "prompt": prompt,
                "prompt_version": prompt_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        provider = d.pop("provider")

        model = d.pop("model")

        def _parse_cost_micros_usd(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        cost_micros_usd = _parse_cost_micros_usd(d.pop("cost_micros_usd"))

        def _parse_prompt(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        prompt = _parse_prompt(d.pop("prompt"))

        def _parse_prompt_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        prompt_version = _parse_prompt_version(d.pop("prompt_version"))

        made_by_view = cls(
            provider=provider,
            model=model,
            cost_micros_usd=cost_micros_usd,
            prompt=prompt,
            prompt_version=prompt_version,
        )

        made_by_view.additional_properties = d
        return made_by_view

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
