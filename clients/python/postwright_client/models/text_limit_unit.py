from typing import Literal

TextLimitUnit = Literal[
    "bytes",
    "characters",
    "characters, emoji as bytes",
    "code points",
    "graphemes",
    "UTF-16 code units",
    "weighted characters",
]

TEXT_LIMIT_UNIT_VALUES: set[TextLimitUnit] = {
    "bytes",
    "characters",
    "characters, emoji as bytes",
    "code points",
    "graphemes",
    "UTF-16 code units",
    "weighted characters",
}


def check_text_limit_unit(value: str) -> TextLimitUnit:
    if value in TEXT_LIMIT_UNIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TEXT_LIMIT_UNIT_VALUES!r}")
