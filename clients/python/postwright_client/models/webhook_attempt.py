from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.webhook_attempt_request_headers import WebhookAttemptRequestHeaders
    from ..models.webhook_attempt_response_headers import WebhookAttemptResponseHeaders


T = TypeVar("T", bound="WebhookAttempt")


@_attrs_define
class WebhookAttempt:
    """One attempt."""

    at: datetime.datetime
    status: int | None
    latency_ms: int
    error: None | str
    detail: str
    request_headers: WebhookAttemptRequestHeaders
    """ What was sent beside the signature. """
    response_headers: WebhookAttemptResponseHeaders
    """ An excerpt. """
    response_body: str
    """ Its beginning. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        status: int | None
        status = self.status

        latency_ms = self.latency_ms

        error: None | str
        error = self.error

        detail = self.detail

        request_headers = self.request_headers.to_dict()

        response_headers = self.response_headers.to_dict()

        response_body = self.response_body

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "status": status,
                "latency_ms": latency_ms,
                "error": error,
                "detail": detail,
                "request_headers": request_headers,
                "response_headers": response_headers,
                "response_body": response_body,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_attempt_request_headers import WebhookAttemptRequestHeaders  # noqa: PLC0415
        from ..models.webhook_attempt_response_headers import WebhookAttemptResponseHeaders  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status = _parse_status(d.pop("status"))

        latency_ms = d.pop("latency_ms")

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        detail = d.pop("detail")

        request_headers = WebhookAttemptRequestHeaders.from_dict(d.pop("request_headers"))

        response_headers = WebhookAttemptResponseHeaders.from_dict(d.pop("response_headers"))

        response_body = d.pop("response_body")

        webhook_attempt = cls(
            at=at,
            status=status,
            latency_ms=latency_ms,
            error=error,
            detail=detail,
            request_headers=request_headers,
            response_headers=response_headers,
            response_body=response_body,
        )

        webhook_attempt.additional_properties = d
        return webhook_attempt

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
