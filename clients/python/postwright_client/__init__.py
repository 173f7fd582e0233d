"""A typed client of Postwright's API, for threads and for asyncio.

`api` and `models` are generated from docs/openapi.json; the rest is written by hand.
"""

from postwright_client.client import Client
from postwright_client.errors import ProblemError, UnexpectedAnswerError
from postwright_client.pages import aeach, each
from postwright_client.retries import Patience

__all__ = ["Client", "Patience", "ProblemError", "UnexpectedAnswerError", "aeach", "each"]
