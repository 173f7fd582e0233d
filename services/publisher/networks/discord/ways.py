"""The two ways into a channel: a webhook's address, or a bot's token with the channel's number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.publisher.domain.failures import failure
from services.publisher.errors import CredentialsIncompleteError, RefusedError

_WEBHOOK = re.compile(
    r"https://(?:\w+\.)?discord(?:app)?\.com/api(?:/v\d+)?/webhooks/(?P<id>\d+)/(?P<token>[\w-]+)/?", re.ASCII
)
_BOT_TOKEN = re.compile(r"[\w.-]+", re.ASCII)
# Discord asks for this form; without it calls may be refused (unverified).
_AGENT = {"User-Agent": "DiscordBot (https://postwright.dev, 0.1)"}


@dataclass(frozen=True)
class Way:
    """How the channel is reached.

    Attributes:
        path: What the channel's own calls begin with.
        headers: Of every call.
        secrets: What stands in the path or the headers and must not be shown.
    """

    mode: Literal["bot", "webhook"]
    path: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def send_path(self) -> str:
        """Where a message is posted to."""
        return self.path if self.mode == "webhook" else f"{self.path}/messages"


def way_of(secrets: Mapping[str, str]) -> Way:
    """The way that an account's secrets open.

    Raises:
        RefusedError: They are none that Discord could have given.
    """
    if "webhook_url" in secrets:
        named = _WEBHOOK.fullmatch(secrets["webhook_url"])
        if named is None:
            raise _refused("the webhook's address is not one of Discord's: it was not copied as it is")
        token = named["token"]
        return Way("webhook", f"/webhooks/{named['id']}/{token}", _AGENT, (token, secrets["webhook_url"]))
    token, channel = secrets["bot_token"], secrets["channel_id"]
    if not _BOT_TOKEN.fullmatch(token) or not channel.isdigit():
        raise _refused("the bot's token or the channel's number was not copied as it is")
    return Way("bot", f"/channels/{channel}", {**_AGENT, "Authorization": f"Bot {token}"}, (token,))


def chosen(credentials: Mapping[str, str]) -> dict[str, str]:
    """What an account keeps of what was handed over.

    Raises:
        CredentialsIncompleteError: It is neither a webhook nor a bot with its channel.
    """
    given = {name: value.strip() for name, value in credentials.items() if value and value.strip()}
    bot = ("bot_token", "channel_id")
    missing = [name for name in bot if name not in given]
    if not missing:  # the better way, where both were handed over: its lost answers are resolved
        return {name: given[name] for name in bot}
    if "webhook_url" in given:
        return {"webhook_url": given["webhook_url"]}
    if len(missing) == len(bot):
        raise CredentialsIncompleteError("discord", ["webhook_url", "or bot_token", "channel_id"])
    raise CredentialsIncompleteError("discord", missing)


def _refused(detail: str) -> RefusedError:
    return RefusedError(failure("reconnect", "discord.token_refused", detail))
