from typing import Literal

NewBrandKitEnforce = Literal["block", "warn"]

NEW_BRAND_KIT_ENFORCE_VALUES: set[NewBrandKitEnforce] = {
    "block",
    "warn",
}


def check_new_brand_kit_enforce(value: str) -> NewBrandKitEnforce:
    if value in NEW_BRAND_KIT_ENFORCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_BRAND_KIT_ENFORCE_VALUES!r}")
