"""Webhooks: register, change, rotate, disable, enable, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from services.gateway.domain.addresses import AddressRefusedError, receiver_address
from services.gateway.domain.flaws import Flaw, FlawedError
from services.gateway.domain.identity import Caller
from services.gateway.domain.revisions import RevisionCondition
from services.gateway.domain.webhooks import (
    DisabledBecause,
    Health,
    SignatureKind,
    SigningKey,
    Webhook,
    WebhookState,
)
from services.gateway.errors import NotFoundError, TooManySecretsError, TooManyWebhooksError
from services.gateway.repository import webhook_deliveries as deliveries
from services.gateway.repository import webhooks as rows
from services.gateway.usecases.live import LiveEvent, append_live_events
from services.gateway.usecases.webhook_deliveries import receiver_data
from services.gateway.usecases.webhook_dispatching import CHANNEL
from services.gateway.webhook_signing import SigningSecret
from shared.clock import Clock
from shared.encryption import Vault
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

_MOST_WEBHOOKS = 50
_MOST_SECRETS = 5


@dataclass(frozen=True)
class Webhooks:
    """What their owners do with webhooks.

    Args:
        vault: Keeps their secrets.
        allow_private_addresses: Let a webhook be in a private network, and on plain http.
    """

    clock: Clock
    vault: Vault
    allow_private_addresses: bool

    async def create(
        self, work: UnitOfWork, caller: Caller, wanted: Mapping[str, Any], kind: SignatureKind
    ) -> tuple[Webhook, str | None]:
        """Register an address; gives the webhook and the secret that its receiver needs, which is never shown again.

        Raises:
            FlawedError: The address is none that we call, or a campaign or account is not there.
            TooManyWebhooksError: There are too many.
        """
        now = self.clock.now()
        there = await rows.page(work.connection, after=None, state=None, rows=_MOST_WEBHOOKS, now=now)
        if len(there) >= _MOST_WEBHOOKS:
            raise TooManyWebhooksError(f"There may be {_MOST_WEBHOOKS}; delete one that is not needed.")
        url = self._checked(wanted["url"])
        await _require_known(work, wanted)
        webhook = Webhook(
            webhook_id=new_id(),
            organization_id=caller.organization_id,
            url=url,
            host=_host(url),
            description=wanted["description"],
            event_types=tuple(wanted["event_types"]),
            campaign_ids=tuple(wanted["campaign_ids"]),
            account_ids=tuple(wanted["account_ids"]),
            state="enabled",
            disabled_because=None,
            disabled_at=None,
            revision=1,
            created_by=caller.user_id,
            created_at=now,
            updated_at=now,
        )
        await rows.insert(work.connection, webhook)
        key, secret = await self._sign_with_new(work, webhook, kind)
        return replace(webhook, keys=(key,)), secret

    async def page(
        self, work: UnitOfWork, *, after: UUID | None, state: WebhookState | None, limit: int
    ) -> list[Webhook]:
        """Newest first."""
        return await rows.page(work.connection, after=after, state=state, rows=limit, now=self.clock.now())

    async def get(self, work: UnitOfWork, webhook_id: UUID) -> Webhook:
        """One webhook.

        Raises:
            NotFoundError: There is none of that id in the caller's organisation.
        """
        return _there(await rows.find(work.connection, webhook_id, self.clock.now()), webhook_id)

    async def update(
        self, work: UnitOfWork, webhook_id: UUID, condition: RevisionCondition, changes: Mapping[str, Any]
    ) -> Webhook:
        """Change some fields: what is told from now on goes by them, what waits goes to the new address.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
            FlawedError: The address is none that we call, or a campaign or account is not there.
        """
        webhook = await self._locked(work, webhook_id)
        condition.check(webhook.revision)
        await _require_known(work, changes)
        changed = replace(webhook, updated_at=self.clock.now(), **_tuples(changes))
        if "url" in changes:
            url = self._checked(changes["url"])
            changed = replace(changed, url=url, host=_host(url))
        await rows.update(work.connection, changed)
        return await self.get(work, webhook_id)

    async def delete(self, work: UnitOfWork, webhook_id: UUID, condition: RevisionCondition) -> None:
        """Forget it, with its log; nothing more is sent.

        Raises:
            NotFoundError: There is none of that id.
            StaleRevisionError: Somebody changed it since the client looked.
        """
        condition.check((await self._locked(work, webhook_id)).revision)
        await rows.delete(work.connection, webhook_id)

    async def disable(self, work: UnitOfWork, webhook_id: UUID) -> Webhook:
        """Send nothing more; what happens is kept. Again changes nothing."""
        webhook = await self._locked(work, webhook_id)
        because: DisabledBecause = "asked"
        now = self.clock.now()
        if await rows.set_state(work.connection, webhook_id, "disabled", because, now):
            data = receiver_data(webhook_id, webhook.host, webhook.health, now) | {"because": because}
            await append_live_events(work, [LiveEvent(webhook.organization_id, "webhook.disabled", data)])
        return await self.get(work, webhook_id)

    async def enable(self, work: UnitOfWork, webhook_id: UUID, *, discard_backlog: bool) -> Webhook:
        """Send again, and first what was kept, unless that is discarded. Again changes nothing."""
        webhook = await self._locked(work, webhook_id)
        now = self.clock.now()
        if webhook.state == "disabled":
            if discard_backlog:
                await deliveries.discard(work.connection, webhook_id, now)
            health = Health(
                last_success_at=webhook.health.last_success_at,
                last_failure_at=webhook.health.last_failure_at,
                last_error=webhook.health.last_error,
            )
            await rows.set_health(work.connection, webhook_id, health)
            await deliveries.hurry(work.connection, webhook_id, now)
            await rows.set_state(work.connection, webhook_id, "enabled", None, now)
            data = {"webhook_id": str(webhook_id), "host": webhook.host, "at": now.isoformat()}
            await append_live_events(work, [LiveEvent(webhook.organization_id, "webhook.enabled", data)])
            work.notify(CHANNEL)
        return await self.get(work, webhook_id)

    async def rotate(
        self, work: UnitOfWork, webhook_id: UUID, kind: SignatureKind | None, overlap: timedelta
    ) -> tuple[Webhook, str | None]:
        """Sign with a new secret, and for a while with those before it as well; gives what the receiver needs.

        Raises:
            NotFoundError: There is none of that id.
            TooManySecretsError: Too many sign already.
        """
        webhook = await self._locked(work, webhook_id)
        now = self.clock.now()
        await rows.forget_secrets(work.connection, webhook_id, now)
        if len(webhook.keys) >= _MOST_SECRETS and overlap > timedelta():
            raise TooManySecretsError(
                f"{_MOST_SECRETS} secrets sign already; wait until one ends, or rotate without an overlap."
            )
        key, secret = await self._sign_with_new(work, webhook, kind or webhook.keys[0].kind)
        await rows.expire_secrets(work.connection, webhook_id, now + overlap, but=key.secret_id)
        return await self.get(work, webhook_id), secret

    async def _sign_with_new(
        self, work: UnitOfWork, webhook: Webhook, kind: SignatureKind
    ) -> tuple[SigningKey, str | None]:
        signing = SigningSecret.generate(kind)
        key = SigningKey(new_id(), kind, signing.public_text, self.clock.now(), None)
        encrypted = self.vault.encrypt(
            signing.key, organization_id=webhook.organization_id, owner_id=key.secret_id
        )
        await rows.insert_secret(work.connection, webhook, key, encrypted)
        return key, signing.shared_text

    async def _locked(self, work: UnitOfWork, webhook_id: UUID) -> Webhook:
        return _there(await rows.lock(work.connection, webhook_id, self.clock.now()), webhook_id)

    def _checked(self, url: str) -> str:
        try:
            return receiver_address(url, allow_private=self.allow_private_addresses)
        except AddressRefusedError as refused:
            raise FlawedError([Flaw("/url", str(refused), "webhook.address_refused")]) from None


async def _require_known(work: UnitOfWork, wanted: Mapping[str, Any]) -> None:
    """Hold the campaigns and accounts that a webhook is narrowed to against those there are."""
    campaign_ids: Sequence[UUID] = wanted.get("campaign_ids") or ()
    account_ids: Sequence[UUID] = wanted.get("account_ids") or ()
    missing = await rows.not_there(work.connection, campaign_ids, account_ids)
    flaws = [
        Flaw(f"/campaign_ids/{position}", f"{one} is no campaign of this organisation", "campaign.unknown")
        for position, one in enumerate(campaign_ids)
        if ("campaign", one) in missing
    ] + [
        Flaw(f"/account_ids/{position}", f"{one} is no account of this organisation", "account.unknown")
        for position, one in enumerate(account_ids)
        if ("account", one) in missing
    ]
    if flaws:
        raise FlawedError(flaws)


def _tuples(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _there(webhook: Webhook | None, webhook_id: UUID) -> Webhook:
    if webhook is None:
        raise NotFoundError.of("webhook", webhook_id)
    return webhook
