"""What a model wrote, judged: a model promises a schema and does not always keep to it."""

from dataclasses import dataclass

import regex
from openai.types import CompletionUsage
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.generator.domain import Copy, Usage
from services.generator.errors import ContentRefusedError, MalformedAnswerError

_NOT_IN_A_TAG = regex.compile(r"[^\p{L}\p{M}\p{N}_]+")
_MOST_TAGS = 10


@dataclass(frozen=True, slots=True)
class Written:
    """A whole answer.

    Attributes:
        text: What was written; empty where the answer was none.
        refusal: Why the model will not write.
        ended: Why it stopped: stop, length, content_filter.
        usage: What was counted, where it was told.
    """

    text: str = ""
    refusal: str = ""
    ended: str | None = None
    usage: CompletionUsage | None = None


class CopyAnswer(BaseModel):
    """The shape that is asked for."""

    model_config = ConfigDict(extra="forbid")

    caption: str = Field(description="The post without hashtags and without the call to action.")
    call_to_action: str = Field(description="One short sentence that says what to do next; may be empty.")
    hashtags: list[str] = Field(description="Two to five, without the number sign, most telling first.")


def copy_of(written: Written, usage: Usage) -> Copy:
    """The copy in an answer.

    Raises:
        ContentRefusedError: The model will not write this.
        MalformedAnswerError: It is cut off, is no JSON of the schema, or has no caption.
    """
    if written.refusal or written.ended == "content_filter":
        raise ContentRefusedError(
            f"the model refused: {written.refusal or 'its content filter'}"[:500], usage=usage
        )
    if written.ended == "length":
        raise MalformedAnswerError("the answer was cut off at the model's limit", usage=usage)
    if not written.text:
        raise MalformedAnswerError("the answer holds no text", usage=usage)
    try:
        answer = CopyAnswer.model_validate_json(written.text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the answer"
        raise MalformedAnswerError(f"{place}: {first['msg']}", usage=usage) from error
    if not answer.caption.strip():
        raise MalformedAnswerError("caption: it is empty", usage=usage)
    tags = [_NOT_IN_A_TAG.sub("", tag) for tag in answer.hashtags]
    named = [tag for tag in tags if tag and not tag.isdecimal()]
    return Copy(
        answer.caption.strip(), answer.call_to_action.strip(), tuple(dict.fromkeys(named))[:_MOST_TAGS]
    )
