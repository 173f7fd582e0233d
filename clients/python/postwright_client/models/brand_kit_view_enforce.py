from typing import Literal

BrandKitViewEnforce = Literal["block", "warn"]

BRAND_KIT_VIEW_ENFORCE_VALUES: set[BrandKitViewEnforce] = {
    "block",
    "warn",
}


def check_brand_kit_view_enforce(value: str) -> BrandKitViewEnforce:
    if value in BRAND_KIT_VIEW_ENFORCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BRAND_KIT_VIEW_ENFORCE_VALUES!r}")
