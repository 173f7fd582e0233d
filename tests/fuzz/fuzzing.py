"""Requests made up from the OpenAPI document, and what no answer to them may be."""

import contextlib
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import hypothesis
import requests
import schemathesis
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Streams do not end; they are tried by tests of their own.
ENDLESS = {"watch"}
_TIMEOUT_SECONDS = 30
_MOST_IDS = 50
_USUAL = 0.7
_MOST_REFUSED = 5


Operation = APIOperation[Any, Any, Any, Any]


@dataclass
class Known:
    """Ids that exist, by the name of the field they were seen in."""

    chance: random.Random
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def see(self, value: Any) -> None:
        """Remember the ids inside an answer."""
        if isinstance(value, Mapping):
            for name, inner in value.items():
                if isinstance(inner, str) and (name.endswith("_id") or name in {"id", "etag"}):
                    self._remember(name, inner)
                else:
                    self.see(inner)
        elif isinstance(value, list):
            for inner in value:
                self.see(inner)

    def _remember(self, name: str, identifier: str) -> None:
        ids = self.ids[name]
        if identifier in ids:
            return
        if len(ids) >= _MOST_IDS:
            ids.pop(self.chance.randrange(len(ids)))
        ids.append(identifier)

    def some(self, name: str, usual: Any) -> Any:
        """Mostly one that exists, else what there was."""
        ids = self.ids.get(name)
        return self.chance.choice(ids) if ids and self.chance.random() < _USUAL else usual

    def put_into(self, value: Any) -> Any:
        """The same body with some of its ids made real."""
        if isinstance(value, dict):
            return {
                name: self.some(name, inner) if isinstance(inner, str) else self.put_into(inner)
                for name, inner in value.items()
            }
        return [self.put_into(inner) for inner in value] if isinstance(value, list) else value


@dataclass
class Report:
    """What came of it."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: dict[tuple[str, str, int], str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    def __str__(self) -> str:
        by_status = Counter[int]()
        for (_, status), count in self.statuses.items():
            by_status[status] += count
        counts = ", ".join(f"{count} x {status}" for status, count in sorted(by_status.items()))
        found = "\n\n".join(self.failures.values())
        return f"{self.requests} requests: {counts}\n{len(self.failures)} kinds of failures\n{found}"


class Fuzzer:
    """Sends requests of each operation, some as the document says and some not, and judges the answers.

    Args:
        address: Of a running gateway.
        document: Its OpenAPI document.
        sign_in: Gives a token; called again after a request has ended it, with whether to be somebody else: one who
            has given the organisation away may do little in it.
        seed: The same one makes up the same requests.
    """

    def __init__(
        self, address: str, document: dict[str, Any], sign_in: Callable[[bool], str], seed: int
    ) -> None:
        self.report = Report()
        self._sign_in = sign_in
        self.token = sign_in(False)
        self._refused = 0
        self._chance = random.Random(seed)
        self.known = Known(self._chance)
        self._session = requests.Session()
        self._schema = schemathesis.openapi.from_dict(document)
        self._schema.config.update(base_url=address)
        self._address = address

    def operations(self) -> Iterator[Operation]:
        """Those that are tried."""
        for result in self._schema.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()
            if operation.definition.raw["operationId"] not in ENDLESS:
                yield operation

    def look_around(self) -> None:
        """Read every list, for the ids in it."""
        for operation in self.operations():
            if operation.method == "get" and "{" not in operation.path:
                answer = self._session.get(
                    f"{self._address}{operation.path}",
                    headers={"Authorization": f"Bearer {self.token}"},
                    timeout=_TIMEOUT_SECONDS,
                )
                if answer.headers.get("content-type") == "application/json":
                    self.known.see(answer.json())

    def try_operation(self, operation: Operation, requests_each: int, seed: int) -> None:
        """Half of the requests as the document says, half with something wrong."""
        for mode in GenerationMode:
            self._try(operation, mode, max(requests_each // 2, 1), seed)

    def _try(self, operation: Operation, mode: GenerationMode, count: int, seed: int) -> None:
        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Case[Any]) -> None:
            self._send(case)

        # There is no wrong request of an operation that takes nothing.
        with contextlib.suppress(hypothesis.errors.Unsatisfiable):
            send()

    def _send(self, case: Case[Any]) -> None:
        for name, value in list((case.path_parameters or {}).items()):
            case.path_parameters[name] = self.known.some(name, value)
        case.query = self.known.put_into(case.query)
        case.body = self.known.put_into(case.body)
        headers = {"Authorization": f"Bearer {self.token}"}
        if case.headers and "Prefer" in case.headers:
            case.headers["Prefer"] = "wait=0"
        if "If-Match" in {p.name for p in case.operation.headers} and self._chance.random() < _USUAL:
            headers["If-Match"] = "*"
        response = case.call(session=self._session, headers=headers, timeout=_TIMEOUT_SECONDS)
        name = str(case.operation.definition.raw["operationId"])
        self.report.statuses[name, response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                self._note(name, response.status_code, case, failure, response.content)
        except Failure as failure:
            self._note(name, response.status_code, case, failure, response.content)
        self._refused = self._refused + 1 if response.status_code == 403 else 0
        if response.status_code == 401 or self._refused >= _MOST_REFUSED:
            self.token = self._sign_in(self._refused >= _MOST_REFUSED)
            self._refused = 0
        if response.status_code < 300 and response.headers.get("content-type") == ["application/json"]:
            try:
                self.known.see(response.json())
            except ValueError as error:
                self._note(name, response.status_code, case, error, response.content)

    def _note(self, name: str, status: int, case: Case[Any], failure: Exception, content: bytes) -> None:
        place = (name, type(failure).__name__, status)
        self.report.failures.setdefault(
            place,
            f"{name} {status}: {failure}\n{content[:600]!r}\n{case.as_curl_command()[:3_000]}",
        )
