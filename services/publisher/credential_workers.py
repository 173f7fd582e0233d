"""What is done now and then for accounts' credentials."""

from services.publisher.metrics import Metrics
from services.publisher.repository.accounts import AccountRepository
from services.publisher.repository.secrets import SecretRepository
from services.publisher.usecases.checking import Checking
from services.publisher.usecases.consents import Consents
from services.publisher.usecases.reencrypting import Reencrypting
from shared.clock import Clock
from shared.encryption import Vault

_WITHIN_DAYS = ("1", "3", "7", "30", "any")


class Keeper:
    """Does now and then what no event asks for."""

    def __init__(self, consents: Consents, checking: Checking, reencrypting: Reencrypting) -> None:
        self._consents = consents
        self._checking = checking
        self._reencrypting = reencrypting

    async def keep(self) -> None:
        """Erase consents that nobody finished, warn of those that end, rotate keys."""
        await self._consents.sweep()
        await self._checking.warn()
        await self._reencrypting.run_once()


class CredentialGauges:
    """Counts what ends before long, and the keys in use."""

    def __init__(
        self,
        *,
        accounts: AccountRepository,
        secrets: SecretRepository,
        vault: Vault,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._accounts = accounts
        self._secrets = secrets
        self._vault = vault
        self._clock = clock
        self._metrics = metrics

    async def measure(self) -> None:
        """Count once. What nothing is in any more must not keep its last figure."""
        ending = await self._accounts.days_left(self._clock.now())
        self._metrics.token_days_left.clear()
        self._metrics.tokens_ending.clear()
        for network, (fewest, within) in ending.items():
            self._metrics.token_days_left.labels(network).set(fewest)
            for days, accounts in zip(_WITHIN_DAYS, within, strict=True):
                self._metrics.tokens_ending.labels(network, days).set(accounts)
        by_key = await self._secrets.count_by_key()
        self._metrics.encrypted_rows.clear()
        for key_id, secrets in by_key.items():
            is_current = str(key_id == self._vault.current_key).lower()
            self._metrics.encrypted_rows.labels(key_id.hex(), is_current).set(secrets)
