"""An OpenAI-compatible provider: it writes and draws from the prompt's own words, and can be told to fail."""

from sandbox.calls import Calls
from sandbox.openai import chat, images, models, moderations
from sandbox.openai.dialect import OpenAI
from sandbox.state import State


def play(state: State) -> Calls:
    provider = OpenAI(state)
    calls = Calls(state, provider)
    for part in (chat, images, moderations, models):
        part.add_calls(calls, provider)
    return calls
