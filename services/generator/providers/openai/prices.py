"""What calls cost."""

import math
import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")


class _Price(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = 0.0
    cached_input: float | None = None
    output: float = 0.0
    image: float = 0.0


def cost_micros_usd(
    model: str, input_tokens: int, output_tokens: int, *, cached_tokens: int = 0, images: int = 0
) -> int:
    """The cost in millionths of a US dollar, rounded up; nothing for a model without a known price.

    Args:
        model: Its name, dated or not.
        input_tokens: All of the prompt's, those read from the provider's cache included.
        output_tokens: Written or drawn.
        cached_tokens: How many of the input's were cached.
        images: How many pictures were made.
    """
    price = _prices().get(_DATED.sub("", model))
    if price is None:
        return 0
    cached_price = price.input if price.cached_input is None else price.cached_input
    # Dollars for a million tokens are millionths of a dollar for one.
    tokens = (
        (input_tokens - cached_tokens) * price.input
        + cached_tokens * cached_price
        + output_tokens * price.output
    )
    return math.ceil(round(tokens + images * price.image * 1_000_000, 6))


@cache
def _prices() -> dict[str, _Price]:
    document = yaml.safe_load(Path(__file__).with_name("prices.yaml").read_text(encoding="utf-8"))
    return {model: _Price.model_validate(price) for model, price in document["models"].items()}
