"""Projects as clients send and see them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from services.gateway.api.models import RequestBody, View
from services.gateway.domain.projects import Project
from services.gateway.domain.texts import Name, Tags, Text

_Name = Annotated[str, Name(200), Field(examples=["Tea through the year"])]
_Description = Annotated[str, Text(5_000), Field(examples=["A campaign for each season."])]


class NewProject(RequestBody):
    """A project to be made."""

    name: _Name
    description: _Description = ""
    tags: Tags = Field(default=[])


class ProjectChanges(RequestBody):
    """Fields to change; those left out stay as they are."""

    name: _Name | None = None
    description: _Description | None = None
    tags: Tags | None = None

    @model_validator(mode="after")
    def _nothing_is_null(self) -> "ProjectChanges":
        empty = sorted(name for name in self.model_fields_set if getattr(self, name) is None)
        if empty:
            raise ValueError(f"{', '.join(empty)} can't be null; leave it out to keep it as it is")
        return self

    @property
    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


class ProjectView(View):
    """A project; its campaigns are at `/v1/campaigns?project_id=`."""

    project_id: UUID
    name: str
    description: str
    tags: list[str]
    revision: int = Field(description="What the ETag says.")
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, project: Project) -> "ProjectView":
        return cls.model_validate(project)
