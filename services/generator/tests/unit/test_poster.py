"""Posters: the brand's colours, legible words in every script, the same for the same request."""

import io
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.generator.domain import Picture
from services.generator.providers.offline.poster import SIDE, draw
from services.generator.providers.offline.poster.colors import palette_of
from services.generator.providers.offline.poster.fonts import drawable
from services.generator.tests.requests import examples, request
from shared import capabilities
from shared.colors import contrast, parsed
from shared.events import ContentRequested, MediaObject, PosterText

Rgb = tuple[int, int, int]
TEXT = (96, 590, SIDE - 96, 1_130)
"""Where the words stand: left, top, right, bottom."""


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def colors_of(image: Image.Image) -> dict[Rgb, int]:
    counted = image.getcolors(SIDE * SIDE) or []
    return {color: count for count, color in counted if isinstance(color, tuple)}  # type: ignore[misc]


@pytest.mark.parametrize("brief", examples(), ids=lambda brief: brief.language)
def test_examples(brief: ContentRequested) -> None:
    """Each example's poster shows both brand colours and its words, and every network takes it."""
    picture = draw(brief)
    image = opened(picture)
    seen = colors_of(image)
    ground, accent = (parsed(color) for color in brief.brand_colors)
    ink = parsed(palette_of(brief.brand_colors, brief.brand).ink)

    assert image.size == (picture.width, picture.height) == (SIDE, SIDE)
    assert seen[ground] > SIDE * SIDE * 0.2
    assert seen[accent] > SIDE * SIDE * 0.02
    assert colors_of(image.crop(TEXT)).get(ink, 0) > 6_000, "the words are there"
    media = MediaObject(
        key="k",
        media_type="image/png",
        size=len(picture.data),
        sha256="0" * 64,
        width=SIDE,
        height=SIDE,
        alt_text=picture.alt_text,
    )
    assert all(capabilities.load().validate(network, "text", [media]) == [] for network in brief.networks)


@pytest.mark.parametrize("number", range(8))
def test_same_request_same_poster(number: int) -> None:
    """Byte by byte: a step that is done again after a crash stores the same file."""
    brief = request(request_id=UUID(int=number))

    assert draw(brief).data == draw(brief.model_copy()).data


def test_requests_differ() -> None:
    """Two requests with the same words have different pictures."""
    assert len({draw(request(request_id=UUID(int=number))).data for number in range(12)}) == 12


def test_words_keep_to_their_place() -> None:
    """However long the words are, nothing reaches the margin."""
    for brief in (
        request(topic="Donaudampfschifffahrtsgesellschaftskapitänsmützenverleih", language="de"),
        request(topic="W" * 300, brand="M" * 200, brief="x" * 139),
        request(topic="a very long topic " * 16, brand="A brand of a great many words indeed " * 5),
        request(topic="万年筆の試し書き会" * 30, language="ja"),
        request(topic="ورشة الخط العربي للمبتدئين " * 10, language="ar"),
    ):
        image = opened(draw(brief))
        ground = parsed(brief.brand_colors[0])
        for edge in ((0, 620, 90, SIDE), (SIDE - 90, 620, SIDE, SIDE), (0, SIDE - 60, SIDE, SIDE)):
            assert set(colors_of(image.crop(edge))) == {ground}, brief.topic[:30]


@pytest.mark.parametrize("composition", range(4))
def test_art_keeps_to_its_place(composition: int) -> None:
    """Whatever the composition, the words stand on the ground that they contrast with."""
    for number in range(12):
        brief = request(
            request_id=UUID(int=number),
            topic="\U00012000",
            brand="\U00012001",
            brief="\U00012002",
            poster=PosterText(headline="\U00012000", composition=composition),
        )
        below = opened(draw(brief)).crop((0, TEXT[1], SIDE, SIDE))
        assert set(colors_of(below)) == {parsed(brief.brand_colors[0])}, number


def test_right_to_left() -> None:
    """Arabic stands at the right: its last line, the brand, is there."""
    brief = next(brief for brief in examples() if brief.language == "ar")
    image, ink = opened(draw(brief)), (255, 255, 255)
    left, right = (image.crop(box) for box in ((96, 1_060, 600, 1_130), (600, 1_060, SIDE - 96, 1_130)))

    assert colors_of(right).get(ink, 0) > 500
    assert ink not in colors_of(left)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Chai & Co.", "Chai & Co."),
        ("  two\nlines ", "two lines"),
        ("दिवाली की मिठाइयाँ", "दिवाली की मिठाइयाँ"),
        ("\U00012000\U00012001 Uruk", ""),
        ("Sale \ue000 today", "Sale today"),
    ],
)
def test_no_empty_boxes(text: str, drawn: str) -> None:
    """A symbol without a glyph is left out; a text with such a letter (here cuneiform) is not drawn at all."""
    assert drawable(text) == drawn


def test_unknown_script() -> None:
    """A poster whose words can't be drawn is a poster in the brand's colours all the same."""
    image = opened(draw(request(topic="\U00012000", brand="\U00012001", brief="\U00012002", language="akk")))

    assert (255, 255, 255) not in colors_of(image.crop(TEXT))
    assert len(colors_of(image)) > 2


@given(st.lists(st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True), max_size=3), st.text(max_size=10))
def test_words_can_be_read(colors: list[str], brand: str) -> None:
    """Words contrast with what is behind them as WCAG 2.2 asks for, whatever the brand's colours are."""
    palette = palette_of(colors, brand)

    assert contrast(parsed(palette.ink), parsed(palette.ground)) >= 4.5
    assert contrast(parsed(palette.bar), parsed(palette.ground)) >= 3


@settings(max_examples=25, deadline=None)
@given(
    topic=st.text(min_size=1, max_size=300).filter(lambda text: text.strip()),
    colors=st.lists(st.text(max_size=8), max_size=8),
    language=st.sampled_from(["en", "ar", "ja", "x-klingon", "zh-Hant", "", "123", "toolonglanguage"]),
)
def test_never_fails(topic: str, colors: list[str], language: str) -> None:
    """Whatever a request holds, there is a poster."""
    brief = request(topic=topic, brand_colors=tuple(colors), language=language)

    assert opened(draw(brief)).size == (SIDE, SIDE)
