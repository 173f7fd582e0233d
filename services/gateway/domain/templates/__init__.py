"""Templates: texts and posters with places to fill in, written by people whom nobody need trust."""

from services.gateway.domain.templates.definitions import (
    LibraryTemplate,
    PosterTemplate,
    Rendered,
    StoredTemplate,
    TemplateDefinition,
    TemplateKind,
    TemplateVersion,
    render,
    require_sound,
)
from services.gateway.domain.templates.library import library
from services.gateway.domain.templates.variables import GivenValue, Variable

__all__ = [
    "GivenValue",
    "LibraryTemplate",
    "PosterTemplate",
    "Rendered",
    "StoredTemplate",
    "TemplateDefinition",
    "TemplateKind",
    "TemplateVersion",
    "Variable",
    "library",
    "render",
    "require_sound",
]
