"""What is filled into a template: typed, with bounds, checked before it is used."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)

from services.gateway.domain.flaws import Flaw
from services.gateway.domain.texts import Color, Text
from shared.colors import is_color

GivenValue = StrictStr | StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)] | None
Number = StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)]

_LARGEST_NUMBER = 10**15
_LONGEST_TEXT = 5_000
_LONGEST_URL = 2_000

VariableName = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="As it stands in the template.", examples=["offer"]),
]


class _Variable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: VariableName
    label: Annotated[
        str, Text(100), Field(description="For whoever fills it in.", examples=["The offer"])
    ] = ""
    required: StrictBool = Field(
        default=False, description="Whether it must be given where it has no default."
    )


class TextVariable(_Variable):
    """Words."""

    type: Literal["text"]
    default: Annotated[str, Text(_LONGEST_TEXT), Field(examples=["20 % off"])] | None = None
    longest: Annotated[StrictInt, Field(ge=1, le=_LONGEST_TEXT)] = Field(
        default=500, description="Characters at most."
    )


class NumberVariable(_Variable):
    """A number."""

    type: Literal["number"]
    default: Number | None = None
    least: Number | None = None
    most: Number | None = None


class DateVariable(_Variable):
    """A day."""

    type: Literal["date"]
    default: date | None = None
    earliest: date | None = None
    latest: date | None = None


class UrlVariable(_Variable):
    """The address of a page."""

    type: Literal["url"]
    default: Annotated[str, Text(_LONGEST_URL), Field(examples=["https://chai.example/sale"])] | None = None


class ChoiceVariable(_Variable):
    """One of some words."""

    type: Literal["choice"]
    choices: list[Annotated[str, Text(200, required=True)]] = Field(
        min_length=1, max_length=50, examples=[["Diwali"]]
    )
    default: Annotated[str, Text(200), Field(examples=["Diwali"])] | None = None


class MediaVariable(_Variable):
    """A picture or video of the organisation; in a text it stands for its alternative text."""

    type: Literal["media"]


class ColorVariable(_Variable):
    """A colour."""

    type: Literal["color"]
    default: Annotated[Color, Field(examples=["#0A7B5E"])] | None = None


Variable = Annotated[
    TextVariable
    | NumberVariable
    | DateVariable
    | UrlVariable
    | ChoiceVariable
    | MediaVariable
    | ColorVariable,
    Field(discriminator="type"),
]


class Variables(BaseModel):
    """Those of one template."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    variables: list[Variable] = Field(default=[], max_length=30)

    @model_validator(mode="after")
    def _names_differ(self) -> "Variables":
        names = [variable.name for variable in self.variables]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"variables: {', '.join(twice)} is declared twice")
        return self


def default_flaws(variables: Sequence[Variable]) -> list[Flaw]:
    """Defaults that would themselves be refused."""
    found = []
    for position, variable in enumerate(variables):
        default = getattr(variable, "default", None)
        if default is None:
            continue
        wrong = _CHECKS[variable.type](
            variable, default.isoformat() if isinstance(default, date) else default
        )
        if isinstance(wrong, Flaw):
            found.append(Flaw(f"/variables/{position}/default", wrong.detail, wrong.code))
    return found


def checked(
    variables: Sequence[Variable], given: Mapping[str, GivenValue]
) -> tuple[dict[str, Any], list[Flaw]]:
    """The value of each variable as a template takes it, and what is wrong with those given.

    A variable that is not given has its default, or nothing.
    """
    names = {variable.name for variable in variables}
    flaws = [
        Flaw(
            f"/values/{name[:60]}",
            f"is not a variable of this template; it has {', '.join(sorted(names)) or 'none'}",
            "template.value_unknown",
        )
        for name in given
        if name not in names
    ]
    values: dict[str, Any] = {}
    for variable in variables:
        value = given.get(variable.name)
        made = _missing(variable) if value is None or value == "" else _CHECKS[variable.type](variable, value)
        if isinstance(made, Flaw):
            flaws.append(made)
        else:
            values[variable.name] = made
    return values, flaws


def media_of(variables: Sequence[Variable], values: Mapping[str, Any]) -> dict[str, UUID]:
    """The media that were given, by variable."""
    return {
        variable.name: values[variable.name]
        for variable in variables
        if variable.type == "media" and values.get(variable.name) is not None
    }


def _missing(variable: Variable) -> Any:
    default = getattr(variable, "default", None)
    if default is None and variable.required:
        return _wrong(variable, "is required; give it a value", "template.value_missing")
    return default


def _wrong(variable: Variable, detail: str, code: str = "template.value") -> Flaw:
    return Flaw(f"/values/{variable.name}", detail, code)


def _text(variable: Any, value: object) -> Any:
    if not isinstance(value, str):
        return _wrong(variable, "is not a text")
    if "\x00" in value:
        return _wrong(variable, "holds the character U+0000; take it out")
    if len(value) > variable.longest:
        return _wrong(variable, f"is {len(value)} characters long and {variable.longest} are taken")
    return value


def _number(variable: Any, value: object) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return _wrong(variable, "is not a number")
    if abs(value) > _LARGEST_NUMBER:
        return _wrong(variable, f"is beyond {_LARGEST_NUMBER}")
    if variable.least is not None and value < variable.least:
        return _wrong(variable, f"is less than {variable.least}")
    if variable.most is not None and value > variable.most:
        return _wrong(variable, f"is more than {variable.most}")
    return value


def _date(variable: Any, value: object) -> Any:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return _wrong(variable, "is not a day; write one such as 2026-11-24")
    if variable.earliest is not None and day < variable.earliest:
        return _wrong(variable, f"is before {variable.earliest}")
    if variable.latest is not None and day > variable.latest:
        return _wrong(variable, f"is after {variable.latest}")
    return day


def _url(variable: Any, value: object) -> Any:
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or len(text) > _LONGEST_URL or not text.isprintable() or " " in text:
        return _wrong(variable, "is not the address of a page; it begins with https://")
    return text


def _choice(variable: Any, value: object) -> Any:
    if value not in variable.choices:
        return _wrong(variable, f"is not one of {', '.join(variable.choices)}")
    return value


def _media(variable: Any, value: object) -> Any:
    try:
        return UUID(value) if isinstance(value, str) else _wrong(variable, "is not the id of media")
    except ValueError:
        return _wrong(variable, "is not the id of media; GET /v1/media lists them")


def _color(variable: Any, value: object) -> Any:
    if not isinstance(value, str) or len(value) != 7 or not value.startswith("#") or not is_color(value):
        return _wrong(variable, "is not a colour; write # and six hexadecimal digits, such as #0A7B5E")
    return value.upper()


_CHECKS: Mapping[str, Callable[[Any, object], Any]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "url": _url,
    "choice": _choice,
    "media": _media,
    "color": _color,
}
