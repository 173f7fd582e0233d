"""Who may do what: the one table of operations, permissions and roles.

It is enforced before a handler runs (`api/dependencies.py`), told in the OpenAPI document (`x-permission`, `x-roles`) and
printed in docs/tenancy.md. An operation without a line keeps the gateway from starting.
"""

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["owner", "admin", "editor", "approver", "viewer"]

Permission = Literal[
    "organization:read",
    "organization:manage",
    "organization:own",
    "members:manage",
    "keys:manage",
    "audit:read",
    "accounts:read",
    "accounts:manage",
    "content:read",
    "content:write",
    "content:approve",
    "posts:read",
    "posts:write",
    "publishing:halt",
    "media:read",
    "media:write",
    "webhooks:manage",
    "analytics:read",
    "own",
]

PERMISSIONS: Mapping[Permission, str] = {
    "organization:read": "See the organisation, its members, its plan and what it uses.",
    "organization:manage": "Change the organisation's name, time zone and defaults, and its plan.",
    "organization:own": "Transfer or delete the organisation.",
    "members:manage": "Invite and remove members, and change their roles.",
    "keys:manage": "Make, rotate and revoke API keys.",
    "audit:read": "Read and export the audit trail.",
    "accounts:read": "See connected accounts.",
    "accounts:manage": "Connect, reconnect and disconnect accounts.",
    "content:read": "See campaigns, brand kits, templates and content.",
    "content:write": "Ask for content, and change it.",
    "content:approve": "Approve or reject content.",
    "posts:read": "See posts, publications and what happens to them.",
    "posts:write": "Plan, move, cancel and repeat posts.",
    "publishing:halt": "Stop publishing, and resume it.",
    "media:read": "See media.",
    "media:write": "Upload and change media.",
    "webhooks:manage": "Register and change webhooks.",
    "analytics:read": "See figures.",
    "own": "Their own profile, sessions and notifications. Never an API key's.",
}

# No scope of an API key: a key is nobody, and what only an owner may do is done by a person.
NEVER_SCOPES: frozenset[Permission] = frozenset({"own", "organization:own"})
SCOPES: tuple[Permission, ...] = tuple(name for name in get_args(Permission) if name not in NEVER_SCOPES)

# What can be done in an organisation that was deleted: look, and restore it.
STILL_ALLOWED: frozenset[Permission] = frozenset(
    {"organization:read", "organization:own", "audit:read", "own"}
)


def _roles() -> Mapping[Role, frozenset[Permission]]:
    every: frozenset[Permission] = frozenset(get_args(Permission))
    own: frozenset[Permission] = frozenset({"own"})
    viewer = own | {name for name in every if name.endswith(":read") and name != "audit:read"}
    writing: frozenset[Permission] = frozenset({"content:write", "posts:write", "media:write"})
    approving: frozenset[Permission] = frozenset({"content:approve"})
    return {
        "owner": every,
        "admin": every - {"organization:own"},
        "editor": viewer | writing,
        "approver": viewer | approving,
        "viewer": viewer,
    }


ROLES: Mapping[Role, frozenset[Permission]] = _roles()

# Every operation of the API by its id, which is its handler's name. `public`: nobody has to sign in.
OPERATIONS: Mapping[str, Permission | Literal["public"]] = {
    # Identity
    "register": "public",
    "login": "public",
    "refresh": "public",
    "key_set": "public",
    "switch_organization": "own",
    "logout": "own",
    "logout_everywhere": "own",
    "verify_email": "public",
    "forgot_password": "public",
    "reset_password": "public",
    "update_me": "own",
    "change_password": "own",
    "change_email": "own",
    "send_verification": "own",
    "list_sessions": "own",
    "revoke_session": "own",
    "me": "own",
    "create_api_key": "keys:manage",
    "list_api_keys": "keys:manage",
    "get_api_key": "keys:manage",
    "update_api_key": "keys:manage",
    "rotate_api_key": "keys:manage",
    "revoke_api_key": "keys:manage",
    # Accounts, connections, networks
    "connect_account": "accounts:manage",
    "list_accounts": "accounts:read",
    "reconnect_account": "accounts:manage",
    "get_account": "accounts:read",
    "disconnect_account": "accounts:manage",
    "get_account_metrics": "analytics:read",
    "start_connection": "accounts:manage",
    "get_connection": "accounts:manage",
    "bring_answer": "accounts:manage",
    "choose_accounts": "accounts:manage",
    "list_networks": "public",
    "get_network": "public",
    # Brand kits, projects, campaigns
    "create_brand_kit": "content:write",
    "list_brand_kits": "content:read",
    "get_brand_kit": "content:read",
    "update_brand_kit": "content:write",
    "archive_brand_kit": "content:write",
    "restore_brand_kit": "content:write",
    "create_project": "content:write",
    "list_projects": "content:read",
    "get_project": "content:read",
    "update_project": "content:write",
    "archive_project": "content:write",
    "restore_project": "content:write",
    "create_campaign": "content:write",
    "list_campaigns": "content:read",
    "get_campaign": "content:read",
    "update_campaign": "content:write",
    "archive_campaign": "content:write",
    "restore_campaign": "content:write",
    # Content
    "request_batch": "content:write",
    "list_batches": "content:read",
    "get_batch": "content:read",
    "list_batch_rows": "content:read",
    "export_batch_rows": "content:read",
    "pause_batch": "content:write",
    "resume_batch": "content:write",
    "cancel_batch": "content:write",
    "retry_batch": "content:write",
    "cancel_request": "content:write",
    "retry_request": "content:write",
    "request_content": "content:write",
    "list_requests": "content:read",
    "get_request": "content:read",
    "approve_request": "content:approve",
    "reject_request": "content:approve",
    "get_picture": "content:read",
    "get_request_timeline": "content:read",
    # Content items, their versions and reviews
    "create_content_item": "content:write",
    "list_content_items": "content:read",
    "get_content_item": "content:read",
    "update_content_item": "content:write",
    "delete_content_item": "content:write",
    "archive_content_item": "content:write",
    "restore_content_item": "content:write",
    "duplicate_content_item": "content:write",
    "create_item_post": "posts:write",
    "list_versions": "content:read",
    "get_version": "content:read",
    "compare_versions": "content:read",
    "restore_version": "content:write",
    "get_draft": "content:read",
    "save_draft": "content:write",
    "discard_draft": "content:write",
    "commit_draft": "content:write",
    # Whoever may see content may speak of it.
    "create_comment": "content:read",
    "list_comments": "content:read",
    "get_comment": "content:read",
    "update_comment": "content:read",
    "delete_comment": "content:read",
    "resolve_comment": "content:read",
    "reopen_comment": "content:read",
    "create_approval_rule": "organization:manage",
    "list_approval_rules": "content:read",
    "get_approval_rule": "content:read",
    "update_approval_rule": "organization:manage",
    "delete_approval_rule": "organization:manage",
    "start_workflow": "content:write",
    "start_workflows": "content:write",
    "list_workflows": "content:read",
    "get_workflow": "content:read",
    "decide_in_workflow": "content:approve",
    "cancel_workflow": "content:write",
    # Posts and publications
    "create_post": "posts:write",
    "list_posts": "posts:read",
    "get_post": "posts:read",
    "update_post": "posts:write",
    "get_metrics": "analytics:read",
    "cancel_post": "posts:write",
    "retry_post": "posts:write",
    "get_timeline": "posts:read",
    "list_publications": "posts:read",
    "get_publication": "posts:read",
    "list_attempts": "posts:read",
    "resolve_publication": "posts:write",
    "edit_publication": "posts:write",
    "remove_publication": "posts:write",
    "create_halt": "publishing:halt",
    "list_halts": "posts:read",
    "get_halt": "posts:read",
    "end_halt": "publishing:halt",
    "list_halted_publications": "posts:read",
    "rehearse_post": "posts:write",
    "list_rehearsals": "posts:read",
    "get_rehearsal": "posts:read",
    # Analytics
    "get_overview": "analytics:read",
    # Media
    "upload_media": "media:write",
    "list_media": "media:read",
    "get_media": "media:read",
    "get_media_content": "media:read",
    "get_media_thumbnail": "media:read",
    "get_media_links": "media:read",
    "list_media_uses": "media:read",
    "list_media_tags": "media:read",
    "list_media_folders": "media:read",
    "update_media": "media:write",
    "archive_media": "media:write",
    "restore_media": "media:write",
    "delete_media": "media:write",
    "change_media": "media:write",
    "move_media_folder": "media:write",
    "fetch_media": "public",
    # Live updates, notifications, webhooks
    "watch": "posts:read",
    "watch_by_socket": "posts:read",
    "create_event_ticket": "posts:read",
    "list_event_history": "posts:read",
    "create_webhook": "webhooks:manage",
    "list_webhooks": "webhooks:manage",
    "get_webhook": "webhooks:manage",
    "update_webhook": "webhooks:manage",
    "delete_webhook": "webhooks:manage",
    "disable_webhook": "webhooks:manage",
    "enable_webhook": "webhooks:manage",
    "rotate_webhook_secret": "webhooks:manage",
    "test_webhook": "webhooks:manage",
    "list_deliveries": "webhooks:manage",
    "get_delivery": "webhooks:manage",
    "redeliver": "webhooks:manage",
    "redeliver_since": "webhooks:manage",
    # Organisation, members, plan
    "get_organization": "organization:read",
    "update_organization": "organization:manage",
    "delete_organization": "organization:own",
    "restore_organization": "organization:own",
    "transfer_organization": "organization:own",
    "leave_organization": "own",
    "list_organizations": "own",
    "create_organization": "own",
    "list_members": "organization:read",
    "get_member": "organization:read",
    "update_member": "members:manage",
    "remove_member": "members:manage",
    "create_invitation": "members:manage",
    "list_invitations": "members:manage",
    "get_invitation": "members:manage",
    "resend_invitation": "members:manage",
    "revoke_invitation": "members:manage",
    "look_at_invitation": "public",
    "accept_invitation": "own",
    "accept_invitation_as_new": "public",
    "erase_organization": "organization:own",
    "erase_me": "own",
    "get_erasure": "public",
    "get_my_data": "own",
    "create_export": "organization:manage",
    "list_exports": "organization:manage",
    "get_export": "organization:manage",
    "get_export_file": "organization:manage",
    # Audit
    "list_audit": "audit:read",
    "export_audit": "audit:read",
    "get_audit": "audit:read",
}


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that have a permission, the mightiest first."""
    return tuple(role for role in get_args(Role) if permission in ROLES[role])
