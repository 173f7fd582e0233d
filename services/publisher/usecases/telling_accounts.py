"""What other services are told of accounts and of consents."""

from datetime import datetime

from services.publisher.domain.access import Identity
from services.publisher.domain.accounts import Account
from services.publisher.domain.connections import Connection
from services.publisher.domain.failures import Failure
from shared.events import (
    AccountAuthorized,
    AccountConnected,
    AccountDegraded,
    AccountExpiring,
    ConnectionFailed,
    ConnectionRequested,
)


def connection_failed(
    connection: Connection | ConnectionRequested, failure: Failure, revision: int, now: datetime
) -> ConnectionFailed:
    """Nothing comes of a consent, and nothing of it is kept."""
    return ConnectionFailed(
        organization_id=connection.organization_id,
        connection_id=connection.connection_id,
        network=connection.network,
        revision=revision,
        code=failure.code,
        detail=failure.detail,
        who_must_act=failure.who_must_act,
        failed_at=now,
    )


def account_connected(account: Account, identity: Identity, revision: int, now: datetime) -> AccountConnected:
    """It can publish."""
    return AccountConnected(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        revision=revision,
        remote_id=identity.remote_id,
        handle=identity.handle,
        display_name=identity.display_name,
        profile_url=identity.profile_url,
        base_url=account.base_url,
        connected_at=now,
        expires_at=account.expires_at,
    )


def account_expiring(account: Account, days_left: int, now: datetime) -> AccountExpiring:
    """It publishes, and stops before long unless somebody consents again."""
    assert account.expires_at is not None, "only those that end are chosen"
    return AccountExpiring(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        revision=account.revision,
        expires_at=account.expires_at,
        days_left=days_left,
        who_must_act="account_owner",
        noticed_at=now,
    )


def account_degraded(
    account: Account | AccountAuthorized, failure: Failure, revision: int, now: datetime
) -> AccountDegraded:
    """It can't publish until somebody acts."""
    return AccountDegraded(
        organization_id=account.organization_id,
        account_id=account.account_id,
        network=account.network,
        revision=revision,
        code=failure.code,
        detail=failure.detail,
        who_must_act=failure.who_must_act,
        degraded_at=now,
    )
