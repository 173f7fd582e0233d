from typing import Literal

ListTemplatesKind = Literal["copy", "visual"]

LIST_TEMPLATES_KIND_VALUES: set[ListTemplatesKind] = {
    "copy",
    "visual",
}


def check_list_templates_kind(value: str) -> ListTemplatesKind:
    if value in LIST_TEMPLATES_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_TEMPLATES_KIND_VALUES!r}")
