from typing import Literal

TemplateChangesKindType0 = Literal["copy", "visual"]

TEMPLATE_CHANGES_KIND_TYPE_0_VALUES: set[TemplateChangesKindType0] = {
    "copy",
    "visual",
}


def check_template_changes_kind_type_0(value: str) -> TemplateChangesKindType0:
    if value in TEMPLATE_CHANGES_KIND_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TEMPLATE_CHANGES_KIND_TYPE_0_VALUES!r}")
