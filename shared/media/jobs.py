"""What is asked of the process that works on files, and what it answers."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from shared.media.facts import MediaFacts
from shared.media.renditions import PicturePlan, VideoPlan


class Limits(BaseModel):
    """What one job may take; the system ends what takes more.

    Attributes:
        memory_bytes: Of address space.
        cpu_seconds: Of processor time, of the process and of each that it starts.
        file_bytes: Of one file that it writes.
    """

    memory_bytes: int = 4 * 1024**3
    cpu_seconds: int = 120
    file_bytes: int = 4 * 1024**3


class Inspect(BaseModel):
    """Say what a file is, write it without metadata where it has any, and its thumbnails."""

    job: Literal["inspect"] = "inspect"
    source: Path
    output: Path
    thumbnails: Path | None = None
    limits: Limits = Limits()


class Convert(BaseModel):
    """Make a file as planned."""

    job: Literal["convert"] = "convert"
    source: Path
    output: Path
    plan: Annotated[PicturePlan | VideoPlan, Field(discriminator="kind")]
    limits: Limits = Limits()


Job = Annotated[Inspect | Convert, Field(discriminator="job")]


class Answer(BaseModel):
    """What came of a job.

    Attributes:
        facts: Of the file as it is to be kept.
        is_rewritten: Whether that is the output, and not the source.
        thumbnails: Those that were written, by size.
        code: Why it was refused.
        detail: In words.
    """

    facts: MediaFacts | None = None
    is_rewritten: bool = False
    thumbnails: dict[str, MediaFacts] = Field(default_factory=dict)
    code: str = ""
    detail: str = ""
