"""Accounts on networks, and how they are connected."""

from services.gateway.consent_tokens import ConsentTokens
from services.gateway.main.resources import Area, Resources
from services.gateway.repository.accounts import AccountRepository
from services.gateway.repository.connections import ConnectionRepository
from services.gateway.usecases.accounts import Accounts
from services.gateway.usecases.choosing import Choosing
from services.gateway.usecases.connections import Connections
from shared.sealing import Sealer


def connecting(resources: Resources) -> Area:
    settings, registry = resources.settings, resources.registry
    accounts = AccountRepository(resources.queries("accounts"))
    repository = ConnectionRepository(resources.owner, resources.queries("connections"))
    sealer = Sealer(settings.sealing_public_key)
    choosing = Choosing(repository, accounts, registry)
    return Area(
        {
            Choosing: choosing,
            Accounts: Accounts(
                repository=accounts,
                sealer=sealer,
                registry=registry,
                allow_private_addresses=settings.allow_private_addresses,
            ),
            Connections: Connections(
                repository=repository,
                accounts=accounts,
                choosing=choosing,
                registry=registry,
                sealer=sealer,
                tokens=ConsentTokens(settings.token_signing_key.get_secret_value()),
                own_redirect_url=f"{settings.public_url.rstrip('/')}/v1/connections/callback",
                redirect_urls=settings.redirect_urls,
                allow_private_addresses=settings.allow_private_addresses,
            ),
        }
    )
