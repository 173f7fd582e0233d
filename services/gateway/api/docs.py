"""The documentation page: Swagger UI from our own files, so that it works offline and under our content policy."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

_STATIC = Path(__file__).parent / "static"

router = APIRouter(include_in_schema=False)
static_files = StaticFiles(directory=_STATIC)


@router.get("/docs")
async def docs() -> FileResponse:
    """The page."""
    return FileResponse(_STATIC / "docs.html", media_type="text/html")
