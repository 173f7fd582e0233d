from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.callback_parameters_parameters import CallbackParametersParameters


T = TypeVar("T", bound="CallbackParameters")


@_attrs_define
class CallbackParameters:
    parameters: CallbackParametersParameters
    """ Everything the network added to your address, as it came: also a refusal. """

    def to_dict(self) -> dict[str, Any]:
        parameters = self.parameters.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "parameters": parameters,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.callback_parameters_parameters import CallbackParametersParameters  # noqa: PLC0415

        d = dict(src_dict)
        parameters = CallbackParametersParameters.from_dict(d.pop("parameters"))

        callback_parameters = cls(
            parameters=parameters,
        )

        return callback_parameters
