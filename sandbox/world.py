from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Calls
from sandbox.posts import Post
from sandbox.state import State
from sandbox.times import iso


@dataclass(frozen=True)
class Played:
    """One network as the rest of the sandbox sees it."""

    calls: Calls
    open_account: Callable[[str, dict[str, Any]], tuple[Account, dict[str, Any]]]
    """The account of a handle, made when new, and fresh credentials for it."""
    profile_url: Callable[[str, Account], str]
    """Public address of an account; the first argument is the sandbox's own public address."""
    post_url: Callable[[str, Account, Post], str]
    normalise_handle: Callable[[str], str] = str
    profile_page: str = "/@{handle}"
    """Path below the network's own at which `profile_url` opens, with `{handle}`, or `{account}` for its remote id."""
    post_page: str = "/@{handle}/{remote_id}"
    """Path below the network's own at which `post_url` opens, with `{remote_id}` and perhaps `{handle}`."""
    at_sign: bool = True
    """Whether people write a handle with an @ before it."""


@dataclass(frozen=True)
class World:
    """The state and what is played on it: networks, and providers that have no accounts and no posts."""

    state: State
    networks: dict[str, Played]
    providers: dict[str, Calls]

    def call_names(self) -> list[str]:
        played = [*(network.calls for network in self.networks.values()), *self.providers.values()]
        return [name for calls in played for name in calls.names]

    def calls(self, name: str) -> Calls:
        """Of a network or a provider."""
        return self.networks[name].calls if name in self.networks else self.providers[name]

    def described(self, post: Post, public_url: str) -> dict[str, Any]:
        """A post as the control API and the wall show it."""
        account = self.state.accounts.by_id(post.account_id)
        assert account is not None
        played = self.networks[post.network]
        return {
            "network": post.network,
            "handle": account.handle,
            "account": account.remote_id,
            "display_name": account.display_name,
            "profile_url": played.profile_url(public_url, account),
            "remote_id": post.remote_id,
            "url": played.post_url(public_url, account, post),
            "text": post.text,
            "media": [
                {**vars(item), "url": f"{public_url}/_sandbox/media/{item.sha256}"} for item in post.media
            ],
            "created_at": iso(post.created_at),
            "updated_at": iso(post.updated_at) if post.updated_at else None,
            "deleted": post.deleted_at is not None,
            "deleted_at": iso(post.deleted_at) if post.deleted_at else None,
            "revision": post.revision,
            "accepted": post.accepted,
            "document": post.document,
            "seq": post.seq,
        }
