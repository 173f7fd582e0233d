from typing import Literal

BrandKitChangesEnforceType0 = Literal["block", "warn"]

BRAND_KIT_CHANGES_ENFORCE_TYPE_0_VALUES: set[BrandKitChangesEnforceType0] = {
    "block",
    "warn",
}


def check_brand_kit_changes_enforce_type_0(value: str) -> BrandKitChangesEnforceType0:
    if value in BRAND_KIT_CHANGES_ENFORCE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BRAND_KIT_CHANGES_ENFORCE_TYPE_0_VALUES!r}"
    )
