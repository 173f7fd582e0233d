"""Media of one's own, from the upload to the walls of networks that take them in different ways."""

import io
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from PIL import Image

from tests.e2e.test_journeys import NOW, state_of
from tests.system import System

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

# Pushed as it is, pushed, pulled as JPEG from the gateway's signed address, and pulled.
TAKERS = ("x", "bluesky", "instagram", "threads")


def panorama() -> bytes:
    """Wider than Instagram takes, a PNG with see-through parts, which Instagram does not take either."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((1500, 500)).convert("RGBA").save(buffer, "PNG")
    return buffer.getvalue()


async def test_one_picture_goes_to_networks_that_want_it_differently(system: System) -> None:
    """Each gets it as it takes it: as it was sent, or made into a JPEG within the ratio and fetched from the gateway."""
    for network in TAKERS:
        if network not in system.accounts:
            await system.connect(network, f"media{network[:4]}{id(system) % 100_000}")
    uploaded = await system.call(
        "POST", "/v1/media", files={"file": panorama()}, data={"alt_text": "Grey, from dark to light."}
    )
    targets = [
        {"account_id": system.accounts[network], "text": "Grey.", "media": [uploaded["media_id"]]}
        for network in TAKERS
    ]

    planned = await system.call("POST", "/v1/posts", json={"schedule": NOW, "targets": targets})
    states = {target["network"]: target["state"] for target in planned["targets"]}
    assert states["instagram"] == "converting"
    assert states["x"] == "scheduled"
    await state_of(system, f"/v1/posts/{planned['post_id']}", "published", seconds=90)

    shown = {network: await _picture(system, network) for network in TAKERS}
    assert (shown["x"].format, shown["x"].size) == ("PNG", (1500, 500))
    assert shown["instagram"].format == "JPEG"
    assert shown["instagram"].width / shown["instagram"].height == pytest.approx(1.91, abs=0.01)


async def test_one_video_is_made_into_what_each_network_plays(system: System, tmp_path: Path) -> None:
    """VP9 in WebM with fifteen pictures a second: coded anew, made faster and put upright where that is asked for."""
    takers: dict[str, dict[str, str]] = {
        "x": {},
        "youtube": {"title": "Tea"},
        "instagram": {"kind": "reel"},
        "facebook": {"kind": "reel"},
    }
    for network in takers:
        if network not in system.accounts:
            await system.connect(network, f"film{network[:4]}{id(system) % 100_000}")
    film = await system.call("POST", "/v1/media", files={"file": _film(tmp_path / "tea.webm")})
    targets = [
        {
            "account_id": system.accounts[network],
            "text": "Tea.",
            "media": [film["media_id"]],
            "details": details,
        }
        for network, details in takers.items()
    ]

    planned = await system.call("POST", "/v1/posts", json={"schedule": NOW, "targets": targets})
    await state_of(system, f"/v1/posts/{planned['post_id']}", "published", seconds=150)

    for network in takers:
        (post,) = [post for post in await system.wall(network) if post["text"].startswith("Tea")]
        (media,) = post["media"]
        answer = await system.sandbox.get(media["url"])
        is_mp4 = answer.content[4:8] == b"ftyp"
        # YouTube takes WebM as it is.
        assert is_mp4 is (network != "youtube"), network


def _film(path: Path) -> bytes:
    source = (
        "-f",
        "lavfi",
        "-i",
        "testsrc=duration=4:size=640x360:rate=15",
        "-f",
        "lavfi",
        "-i",
        "sine=duration=4",
    )
    coding = ("-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-deadline", "realtime", "-c:a", "libopus")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, *coding, str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


async def _picture(system: System, network: str) -> Image.Image:
    (post,) = await system.wall(network)
    (media,) = post["media"]
    return Image.open(io.BytesIO(await _bytes_of(system, media)))


async def _bytes_of(system: System, media: dict[str, Any]) -> bytes:
    answer = await system.sandbox.get(media["url"])
    assert answer.status_code == 200, (media, answer.text)
    return answer.content
