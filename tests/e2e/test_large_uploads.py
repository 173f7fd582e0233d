"""A large video goes in while the gateway's memory stays small, whichever way it is sent.

24 MB at a time; POSTWRIGHT_TEST_UPLOAD_MB asks for another size, such as 500.
"""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import imageio_ffmpeg
import psutil
import pytest

from services.gateway.tests.conftest import open_settings
from services.gateway.tests.processes import running
from shared.sealing import generate_key_pair
from shared.testing.servers import Servers
from shared.testing.waiting import eventually
from tests.fuzz.running import sign_up

MEGABYTES = int(os.environ.get("POSTWRIGHT_TEST_UPLOAD_MB", "24"))
MOST_MEMORY = 200 * 10**6
CHUNK = 1024**2

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]


def film(folder: Path, name: str, noise: int) -> Path:
    """A video of that many megabytes that plays: some seconds of noise, again and again."""
    ffmpeg = (imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y")
    piece, whole = folder / f"{name}-piece.mp4", folder / f"{name}.mp4"
    source = (
        "-f",
        "lavfi",
        "-i",
        f"color=gray:duration=1:size=640x360:rate=10,noise=alls=90:all_seed={noise}",
    )
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "4", "-pix_fmt", "yuv420p")
    subprocess.run([*ffmpeg, *source, *coding, str(piece)], check=True)
    times = MEGABYTES * 10**6 // piece.stat().st_size + 2
    repeated = ("-stream_loop", str(times), "-i", str(piece), "-c", "copy", str(whole))
    subprocess.run([*ffmpeg, *repeated], check=True)
    assert whole.stat().st_size >= MEGABYTES * 10**6
    return whole


def gateway_process() -> psutil.Process:
    """The gateway that this test has started."""
    (found,) = [
        child for child in psutil.Process().children() if "services.gateway" in " ".join(child.cmdline())
    ]
    return found


def forget_peak(process: psutil.Process) -> None:
    Path(f"/proc/{process.pid}/clear_refs").write_text("5")


def peak_bytes(process: psutil.Process) -> int:
    """The most memory that the process has had."""
    (line,) = [
        line
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines()
        if line.startswith("VmHWM:")
    ]
    return int(line.split()[1]) * 1024


def size_of(path: Path) -> int:
    return path.stat().st_size


async def chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


async def as_form(http: httpx.AsyncClient, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        answer = await http.post("/v1/media", files={"file": ("film.mp4", file)})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def as_body(http: httpx.AsyncClient, path: Path) -> dict[str, Any]:
    answer = await http.post(
        "/v1/media",
        content=chunks(path),
        headers={"Content-Type": "video/mp4", "Content-Length": str(size_of(path))},
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def in_parts(http: httpx.AsyncClient, path: Path) -> dict[str, Any]:
    """Four at once, as a browser sends them."""
    answer = await http.post("/v1/media/uploads", json={"name": "film.mp4", "size": size_of(path)})
    upload = answer.json()
    address = f"/v1/media/uploads/{upload['upload_id']}"
    parts = (await http.get(address)).json()["parts"]
    turns = asyncio.Semaphore(4)

    async def send(part: dict[str, Any]) -> None:
        async with turns:
            with path.open("rb") as file:
                file.seek((part["number"] - 1) * upload["part_bytes"])
                sent = await http.put(part["url"], content=file.read(part["size"]))
            assert sent.status_code == 200, sent.text

    await asyncio.gather(*(send(part) for part in parts))
    completed = await http.post(f"{address}/completion")
    assert completed.status_code == 202, completed.text

    async def ended() -> Any:
        shown = (await http.get(address)).json()
        assert shown["state"] != "refused", shown
        return shown["media_id"]

    media_id = await eventually(ended, seconds=600, every=0.2)
    made: dict[str, Any] = (await http.get(f"/v1/media/{media_id}")).json()
    return made


async def download(http: httpx.AsyncClient, media: dict[str, Any]) -> int:
    async with http.stream("GET", media["url"]) as answer:
        return sum([len(chunk) async for chunk in answer.aiter_bytes()])


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the peak is read from Linux's /proc")
async def test_a_large_video_goes_in_with_little_memory(
    servers: Servers, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """By a form, as the body itself and in parts, and out again: never more than 200 MB in the gateway's process."""
    films = {
        way: film(tmp_path, way.__name__, number)
        for number, way in enumerate((as_form, as_body, in_parts), 1)
    }
    async with open_settings(servers, generate_key_pair()[1], tmp_path / "objects") as made:
        settings = made.model_copy(update={"port": 18_473, "public_url": "http://127.0.0.1:18473"})
        log = tmp_path / "gateway.log"
        async with running(settings, log) as address, contextlib.AsyncExitStack() as stack:
            process, person = gateway_process(), await sign_up(address)
            stack.push_async_callback(person.http.aclose)
            person.http.timeout = httpx.Timeout(600)
            for way, path in films.items():
                forget_peak(process)
                media = await way(person.http, path)
                peak = peak_bytes(process)
                record_property(f"{way.__name__}_peak_mb", peak / 1024**2)
                size = size_of(path)
                print(f"{way.__name__}: {size / 10**6:.0f} MB, peak {peak / 1024**2:.0f} MiB")  # noqa: T201  it is measured
                assert (media["media_type"], media["video_codec"]) == ("video/mp4", "h264")
                assert media["size"] > 0.9 * size
                assert peak < MOST_MEMORY
                path.unlink()
            forget_peak(process)
            assert await download(person.http, media) == media["size"]
            assert peak_bytes(process) < MOST_MEMORY
