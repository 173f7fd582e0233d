from typing import Literal

KitColorRole = Literal["background", "primary", "secondary", "text"]

KIT_COLOR_ROLE_VALUES: set[KitColorRole] = {
    "background",
    "primary",
    "secondary",
    "text",
}


def check_kit_color_role(value: str) -> KitColorRole:
    if value in KIT_COLOR_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KIT_COLOR_ROLE_VALUES!r}")
