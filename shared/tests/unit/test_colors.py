"""Contrast and distance of colours, and what colours a picture is made of."""

import io

import pytest
from PIL import Image

from shared.colors import contrast, distance, is_color, parsed
from shared.media.colors import colors_of


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # https://www.w3.org/WAI/WCAG22/Techniques/general/G17 and G18: black on white; #777 on white just fails at
        # 4.48 and #767676 just passes at 4.54; the others are of WebAIM's checker.
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#0000FF", "#FFFFFF", 8.59),
        ("#fff", "#595959", 7.0),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    """By WCAG 2.2, in either order."""
    assert contrast(parsed(one), parsed(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(parsed(other), parsed(one)) == contrast(parsed(one), parsed(other))


def test_distance() -> None:
    """As people see it: nothing to itself, 100 from black to white, red further from green than from orange."""
    black, white, red, orange, green = (parsed(c) for c in ("#000", "#fff", "#f00", "#f80", "#0f0"))

    assert distance(red, red) == 0
    assert distance(black, white) == pytest.approx(100, abs=0.01)
    assert distance(red, orange) < distance(red, green)


def test_what_a_color_is() -> None:
    """Three or six hexadecimal digits."""
    assert is_color("#0A7B5E")
    assert is_color("abc")
    assert not is_color("#0A7B5")
    assert not is_color("red")


def test_colors_of_a_picture() -> None:
    """The largest first, with their shares; transparent is white."""
    image = Image.new("RGBA", (200, 100), (10, 123, 94, 255))
    image.paste((244, 201, 93, 255), (0, 0, 50, 100))
    image.paste((0, 0, 0, 0), (150, 0, 200, 100))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")

    colors = colors_of(buffer.getvalue())

    assert colors[0].hex == "#0A7B5E"
    assert {color.hex for color in colors if color.share > 0.2} == {"#0A7B5E", "#F4C95D", "#FFFFFF"}
    assert sum(color.share for color in colors) == pytest.approx(1, abs=0.05)
