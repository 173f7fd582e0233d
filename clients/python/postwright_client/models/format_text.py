from typing import Literal

FormatText = Literal["none", "optional", "required"]

FORMAT_TEXT_VALUES: set[FormatText] = {
    "none",
    "optional",
    "required",
}


def check_format_text(value: str) -> FormatText:
    if value in FORMAT_TEXT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORMAT_TEXT_VALUES!r}")
