"""Small real videos."""

import io
from fractions import Fraction

import av
from PIL import Image


def video(
    width: int = 360,
    height: int = 640,
    *,
    seconds: float = 2.0,
    rate: int = 25,
    codec: str = "libx264",
    form: str = "mp4",
    colour: tuple[int, int, int] = (200, 80, 40),
) -> bytes:
    """A video of one colour; `form` as ffmpeg names it: mp4, mov, webm."""
    output = io.BytesIO()
    with av.open(output, "w", format=form) as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        picture = Image.new("RGB", (width, height), colour)
        frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV leaves this one out
        for number in range(round(seconds * rate)):
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return output.getvalue()
