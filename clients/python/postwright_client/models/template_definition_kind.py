from typing import Literal

TemplateDefinitionKind = Literal["copy", "visual"]

TEMPLATE_DEFINITION_KIND_VALUES: set[TemplateDefinitionKind] = {
    "copy",
    "visual",
}


def check_template_definition_kind(value: str) -> TemplateDefinitionKind:
    if value in TEMPLATE_DEFINITION_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TEMPLATE_DEFINITION_KIND_VALUES!r}")
