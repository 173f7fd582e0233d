"""Media of one's own, from the upload to the walls of networks that take them in different ways."""

import io
from typing import Any

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


async def _picture(system: System, network: str) -> Image.Image:
    (post,) = await system.wall(network)
    (media,) = post["media"]
    return Image.open(io.BytesIO(await _bytes_of(system, media)))


async def _bytes_of(system: System, media: dict[str, Any]) -> bytes:
    answer = await system.sandbox.get(media["url"])
    assert answer.status_code == 200, (media, answer.text)
    return answer.content
