from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rendered_text_view_network import RenderedTextViewNetwork, check_rendered_text_view_network

if TYPE_CHECKING:
    from ..models.text_problem_view import TextProblemView


T = TypeVar("T", bound="RenderedTextView")


@_attrs_define
class RenderedTextView:
    """What a network would get."""

    network: RenderedTextViewNetwork
    """ Of `/v1/networks`. """
    text: str
    length: int
    """ As the network counts. """
    problems: list[TextProblemView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        network: str = self.network

        text = self.text

        length = self.length

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "network": network,
                "text": text,
                "length": length,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.text_problem_view import TextProblemView  # noqa: PLC0415

        d = dict(src_dict)
        network = check_rendered_text_view_network(d.pop("network"))

        text = d.pop("text")

        length = d.pop("length")

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = TextProblemView.from_dict(problems_item_data)

            problems.append(problems_item)

        rendered_text_view = cls(
            network=network,
            text=text,
            length=length,
            problems=problems,
        )

        rendered_text_view.additional_properties = d
        return rendered_text_view

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
