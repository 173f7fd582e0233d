from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audit_entry_view_action import AuditEntryViewAction, check_audit_entry_view_action

if TYPE_CHECKING:
    from ..models.audit_entry_view_after_type_0 import AuditEntryViewAfterType0
    from ..models.audit_entry_view_before_type_0 import AuditEntryViewBeforeType0


T = TypeVar("T", bound="AuditEntryView")


@_attrs_define
class AuditEntryView:
    """One change of one thing."""

    audit_id: UUID
    at: datetime.datetime
    user_id: None | UUID
    """ Who; of an API key who made it; null where a rule of the system acted. """
    credential: str
    """ Through what: `session:<id>`, `api_key:<id>` or `system`. """
    operation: str
    """ The operation's id in this document. """
    request_id: str
    address: str
    user_agent: str
    action: AuditEntryViewAction
    kind: str
    """ Of what kind the thing is. """
    subject_id: str
    before: AuditEntryViewBeforeType0 | None
    """ Of an update the fields that changed. """
    after: AuditEntryViewAfterType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audit_entry_view_after_type_0 import AuditEntryViewAfterType0  # noqa: PLC0415
        from ..models.audit_entry_view_before_type_0 import AuditEntryViewBeforeType0  # noqa: PLC0415

        audit_id = str(self.audit_id)

        at = self.at.isoformat()

        user_id: None | str
        if isinstance(self.user_id, UUID):
            user_id = str(self.user_id)
        else:
            user_id = self.user_id

        credential = self.credential

        operation = self.operation

        request_id = self.request_id

        address = self.address

        user_agent = self.user_agent

        action: str = self.action

        kind = self.kind

        subject_id = self.subject_id

        before: dict[str, Any] | None
        if isinstance(self.before, AuditEntryViewBeforeType0):
            before = self.before.to_dict()
        else:
            before = self.before

        after: dict[str, Any] | None
        if isinstance(self.after, AuditEntryViewAfterType0):
            after = self.after.to_dict()
        else:
            after = self.after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "audit_id": audit_id,
                "at": at,
                "user_id": user_id,
                "credential": credential,
                "operation": operation,
                "request_id": request_id,
                "address": address,
                "user_agent": user_agent,
                "action": action,
                "kind": kind,
                "subject_id": subject_id,
                "before": before,
                "after": after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_entry_view_after_type_0 import AuditEntryViewAfterType0  # noqa: PLC0415
        from ..models.audit_entry_view_before_type_0 import AuditEntryViewBeforeType0  # noqa: PLC0415

        d = dict(src_dict)
        audit_id = UUID(d.pop("audit_id"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_user_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                user_id_type_0 = UUID(data)

                return user_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        user_id = _parse_user_id(d.pop("user_id"))

        credential = d.pop("credential")

        operation = d.pop("operation")

        request_id = d.pop("request_id")

        address = d.pop("address")

        user_agent = d.pop("user_agent")

        action = check_audit_entry_view_action(d.pop("action"))

        kind = d.pop("kind")

        subject_id = d.pop("subject_id")

        def _parse_before(data: object) -> AuditEntryViewBeforeType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                before_type_0 = AuditEntryViewBeforeType0.from_dict(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuditEntryViewBeforeType0 | None, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> AuditEntryViewAfterType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                after_type_0 = AuditEntryViewAfterType0.from_dict(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuditEntryViewAfterType0 | None, data)

        after = _parse_after(d.pop("after"))

        audit_entry_view = cls(
            audit_id=audit_id,
            at=at,
            user_id=user_id,
            credential=credential,
            operation=operation,
            request_id=request_id,
            address=address,
            user_agent=user_agent,
            action=action,
            kind=kind,
            subject_id=subject_id,
            before=before,
            after=after,
        )

        audit_entry_view.additional_properties = d
        return audit_entry_view

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
