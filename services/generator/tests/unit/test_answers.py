"""What a model wrote is judged before it is used."""

import json
from typing import Any

import pytest

from services.generator.domain import Usage
from services.generator.errors import ContentRefusedError, MalformedAnswerError
from services.generator.providers.openai.answers import Written, copy_of

USAGE = Usage("gpt-5-mini", 10, 5, 0, 13)


def written(**parts: Any) -> Written:
    return Written(
        json.dumps({"caption": "Rain!", "call_to_action": "", "hashtags": [], **parts}), ended="stop"
    )


def test_hashtags_become_publishable() -> None:
    """Number signs, spaces and marks leave a tag; what is nothing then, a bare number or a repeat goes."""
    copy = copy_of(
        written(hashtags=["#Monsoon", "tea lovers", "chai-time!", "2026", "#", "Monsoon", "चाय"]), USAGE
    )

    assert copy.hashtags == ("Monsoon", "tealovers", "chaitime", "चाय")


@pytest.mark.parametrize(
    "answer",
    [
        Written(),
        Written("{", ended="stop"),
        Written("[]", ended="stop"),
        Written('{"caption": "Half a sen', ended="length"),
        written(caption="  "),
        written(caption=None),
        written(mood="fine"),
        written(hashtags="Monsoon"),
    ],
)
def test_malformed(answer: Written) -> None:
    """Anything but whole JSON of the schema with a caption is malformed, and paid for."""
    with pytest.raises(MalformedAnswerError) as caught:
        copy_of(answer, USAGE)

    assert caught.value.usage == USAGE


@pytest.mark.parametrize(
    "answer", [Written(refusal="I can't help with that."), Written("{", ended="content_filter")]
)
def test_refused(answer: Written) -> None:
    """A refusal is no malformed answer: asking again does not help."""
    with pytest.raises(ContentRefusedError) as caught:
        copy_of(answer, USAGE)

    assert not caught.value.tries_again
