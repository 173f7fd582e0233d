"""Files on their way in: from a form or as the body itself, never much of one in memory."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect

from services.gateway.api.views.media import LONGEST_ALT_TEXT, AltText, Folder, Tags
from services.gateway.domain.flaws import Flaw, FlawedError, flaws_of
from services.gateway.domain.media import MediaLabels, plain_name
from services.gateway.errors import MalformedRequestError, UnsupportedMediaTypeError

_CHUNK_BYTES = 1024 * 1024
_FILE = {"schema": {"type": "string", "format": "binary"}, "example": "(bytes)"}
_SAYING: dict[str, dict[str, Any]] = {
    "name": {
        "schema": {"type": "string"},
        "description": "What the file is called, where it is the body itself.",
    },
    "alt_text": {
        "schema": {"type": "string", "maxLength": LONGEST_ALT_TEXT},
        "description": "What is seen, for those who do not see it.",
    },
    "tags": {"schema": {"type": "string"}, "description": "Tags, separated by commas."},
    "folder": {"schema": {"type": "string"}, "description": "The folder it is put into, such as a/b."},
}
FORM_OR_FILE: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "query", "required": False, **said, "example": "monsoon"}
        for name, said in _SAYING.items()
    ],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "The file itself."},
                        **{
                            name: {**said["schema"], "description": said["description"]}
                            for name, said in _SAYING.items()
                            if name != "name"
                        },
                    },
                },
                "example": {
                    "file": "(bytes)",
                    "alt_text": "A bowl of steaming dal beside a sale sign.",
                    "tags": "monsoon, sale",
                    "folder": "campaigns/monsoon",
                },
            },
            "application/octet-stream": _FILE,
        },
    },
}
_RAW = ("image/", "video/", "application/octet-stream", "application/pdf", "application/vnd.openxmlformats-")
_HELP = "Send the file as multipart/form-data in the field `file`, or as the body itself under its own media type."


class _Saying(BaseModel):
    """What is said of a file beside its bytes."""

    alt_text: AltText = ""
    tags: Tags = Field(default=[])
    folder: Folder = ""

    @classmethod
    def labels(cls, name: str | None, values: dict[str, Any]) -> MediaLabels:
        """Those of a form or a query.

        Raises:
            FlawedError: One is wrong.
        """
        given = {key: values.get(key) or "" for key in ("alt_text", "folder")}
        tags = values.get("tags") or ""
        try:
            said = cls.model_validate(
                given
                | {"tags": [tag for tag in tags.split(",") if tag.strip()] if isinstance(tags, str) else tags}
            )
        except ValidationError as error:
            raise FlawedError(flaws_of(error)) from None
        return MediaLabels(plain_name(name), said.alt_text, tuple(said.tags), said.folder)


@contextlib.asynccontextmanager
async def received(request: Request) -> AsyncIterator[tuple[AsyncIterator[bytes], MediaLabels]]:
    """The bytes of the file that is sent, and what is said of it.

    Raises:
        UnsupportedMediaTypeError: It is neither a form nor a file.
        FlawedError: The form has no file, or what is said is wrong.
        MalformedRequestError: The client has gone away before the end.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            # Not as a parameter: that would be read before anybody asked who sends it.
            async with request.form(max_files=1, max_fields=5) as form:
                file = _file(form)
                yield _chunks(file), _Saying.labels(file.filename, dict(form))
        elif kind.startswith(_RAW):
            query = dict(request.query_params)
            yield request.stream(), _Saying.labels(query.get("name"), query)
        else:
            raise UnsupportedMediaTypeError(_HELP)
    except ClientDisconnect:
        raise MalformedRequestError("The file did not come to its end.") from None


def _file(form: FormData) -> UploadFile:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise FlawedError([Flaw("/file", "is required: send the file itself in this field", "media.missing")])
    return file


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK_BYTES):
        yield chunk
