import colorsys
import hashlib
import io
import random

from PIL import Image, ImageDraw, ImageFilter


def draw(prompt: str, width: int, height: int, form: str, variant: int) -> bytes:
    """An abstract picture in colours made from the prompt; the same prompt and variant give the same picture."""
    chance = random.Random(hashlib.sha256(f"{variant}:{prompt}".encode()).digest())  # noqa: S311  # a drawing
    hue = chance.random()
    image = _gradient(width, height, _colour(hue, 0.55, 0.25), _colour(hue + 0.12, 0.5, 0.75))
    canvas = ImageDraw.Draw(image, "RGBA")
    for _ in range(chance.randint(7, 12)):
        radius = chance.uniform(0.06, 0.32) * min(width, height)
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        fill = (*_colour(hue + chance.uniform(-0.15, 0.25), 0.7, 0.9), chance.randint(50, 140))
        if chance.random() < 0.6:
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
        else:
            canvas.regular_polygon((x, y, radius), chance.randint(3, 6), chance.uniform(0, 90), fill=fill)
    image = image.filter(ImageFilter.GaussianBlur(min(width, height) / 400))
    output = io.BytesIO()
    image.save(output, form.upper())
    return output.getvalue()


def _gradient(
    width: int, height: int, top: tuple[int, int, int], bottom: tuple[int, int, int]
) -> Image.Image:
    mask = Image.linear_gradient("L").resize((width, height))
    return Image.composite(
        Image.new("RGB", (width, height), bottom), Image.new("RGB", (width, height), top), mask
    )


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
