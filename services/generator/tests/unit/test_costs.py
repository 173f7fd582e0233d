"""Calls cost what the provider's price list says."""

import pytest

from services.generator.providers.openai.prices import cost_micros_usd


@pytest.mark.parametrize(
    ("model", "tokens", "more", "micros"),
    [
        ("gpt-5-mini", (1_000_000, 0), {}, 250_000),
        ("gpt-5-mini", (0, 1_000_000), {}, 2_000_000),
        ("gpt-5-mini", (1_000_000, 0), {"cached_tokens": 1_000_000}, 25_000),
        ("gpt-4o-2024-11-20", (1_000, 100), {}, 3_500),
        ("gpt-5-mini", (1, 0), {}, 1),
        ("gpt-image-1", (50, 1_056), {"images": 1}, 42_490),
        ("dall-e-3", (0, 0), {"images": 2}, 80_000),
        ("llama-of-our-own", (1_000_000, 1_000_000), {}, 0),
    ],
)
def test_cost(model: str, tokens: tuple[int, int], more: dict[str, int], micros: int) -> None:
    """Tokens and pictures at their price, rounded up to a millionth of a dollar; an unknown model costs nothing."""
    assert cost_micros_usd(model, *tokens, **more) == micros
