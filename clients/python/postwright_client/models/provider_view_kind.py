from typing import Literal

ProviderViewKind = Literal["firebase", "oidc"]

PROVIDER_VIEW_KIND_VALUES: set[ProviderViewKind] = {
    "firebase",
    "oidc",
}


def check_provider_view_kind(value: str) -> ProviderViewKind:
    if value in PROVIDER_VIEW_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROVIDER_VIEW_KIND_VALUES!r}")
