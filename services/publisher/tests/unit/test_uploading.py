"""Large files go out piece by piece, and arrive as a form that others read."""

import io

import httpx
import pytest
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.publisher.networks.uploading import FileForm, headers_of, pieces_of
from services.publisher.tests.attachments import Picture


async def _receive(request: Request) -> Response:
    async with request.form() as form:
        file = form["file"]
        assert isinstance(file, UploadFile)
        data = await file.read()
        told = {name: text for name, text in form.items() if isinstance(text, str)}
        return JSONResponse({"size": len(data), "type": file.content_type, "head": data[:4].hex(), **told})


@pytest.mark.parametrize("size", [0, 1, 4 * 1024 * 1024, 9 * 1024 * 1024 + 7])
async def test_a_form(size: int) -> None:
    """Length and content are as they are told, with words of any script beside the file."""
    shown = Picture(b"\x89PNG"[:size] + bytes(max(size - 4, 0)), "image/png")
    form = FileForm(shown, fields={"description": 'ताज़ा "रोटी"\r\n& more'})
    body = b"".join([piece async for piece in form])
    assert form.headers["Content-Length"] == str(len(body))
    app = Starlette(routes=[Route("/", _receive, methods=["POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as http:
        answer = await http.post("/", content=aiter(form), headers=form.headers)
    assert answer.json() == {
        "size": size,
        "type": "image/png",
        "head": shown.data[:4].hex(),
        "description": 'ताज़ा "रोटी"\r\n& more',
    }


async def test_pieces() -> None:
    """All bytes in order, from anywhere, and no piece is large."""
    shown = Picture(io.BytesIO(bytes(range(256)) * 40_000).getvalue(), "video/mp4")
    pieces = [piece async for piece in pieces_of(shown, 5)]
    assert b"".join(pieces) == shown.data[5:]
    assert max(map(len, pieces)) <= 4 * 1024 * 1024
    assert headers_of(shown) == {"Content-Type": "video/mp4", "Content-Length": str(len(shown.data))}
