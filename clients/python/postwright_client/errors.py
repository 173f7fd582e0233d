"""What is raised when the gateway refuses a request."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx


class ProblemError(Exception):
    """The gateway refused the request with a problem document (RFC 9457).

    Attributes:
        code: Stable; made for programs. `<installation>/docs/problems/<code>` says what to do.
        detail: What is wrong with this request and what to do, for a person.
        errors: The fields that are wrong, each with `pointer` and `detail`.
        request_id: Say it when you report a problem.
        document: The whole problem document.
        response: The whole answer.
    """

    def __init__(self, response: httpx.Response, document: Mapping[str, Any]) -> None:
        self.response = response
        self.document = document
        self.status: int = response.status_code
        self.code: str = document.get("code", "")
        self.detail: str = document.get("detail", "")
        self.errors: Sequence[Mapping[str, Any]] = document.get("errors", ())
        self.request_id: str = document.get("request_id", "")
        where = f" (request {self.request_id})" if self.request_id else ""
        super().__init__(f"{self.status} {self.code}: {self.detail}{where}")


class UnexpectedAnswerError(Exception):
    """The answer is none that the gateway gives: a proxy's, mostly, or of a much newer gateway."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        super().__init__(f"{response.request.method} {response.request.url} answered {response.status_code}")


def refusal(response: httpx.Response) -> ProblemError | UnexpectedAnswerError:
    """What to raise for an answer that is no success."""
    if response.headers.get("content-type", "").startswith("application/problem+json"):
        return ProblemError(response, response.json())
    return UnexpectedAnswerError(response)
