"""Edits: each gives a post another id; the whole chain is one post."""

from sandbox.accounts import Account
from sandbox.networks.x.dialect import NOT_PERMITTED, X, forbidden
from sandbox.networks.x.views import history
from sandbox.posts import Post, PostedMedia

EDITABLE_SECONDS = 1800
MOST_EDITS = 5


def find(network: X, remote_id: str) -> Post | None:
    """The post that has this id, or had it before an edit."""
    found = network.state.posts.find(network.name, None, remote_id)
    if found:
        return found
    row = network.state.store.one(
        "SELECT posts.remote_id FROM posts, json_each(posts.document, '$.history') AS earlier"
        " WHERE posts.network = ? AND earlier.value = ?",
        network.name,
        remote_id,
    )
    return network.state.posts.find(network.name, None, row["remote_id"]) if row else None


def former(network: X, account: Account, remote_id: str) -> Post:
    """The post that is to be edited; raises X's refusal when it can't be."""
    post = network.state.posts.find(network.name, account.id, remote_id)
    if (
        post is None
        or post.deleted_at is not None
        or not network.state.settings.x_premium
        or post.document["poll"]
        or post.document["community_id"]
        or len(history(post)) > MOST_EDITS
        or network.state.now() - post.created_at > EDITABLE_SECONDS
    ):
        raise forbidden(NOT_PERMITTED)
    return post


def replace(network: X, post: Post, text: str, document: dict[str, object], media: list[PostedMedia]) -> Post:
    """The post with new content and a new id."""
    remote_id = network.next_id()
    document = {**document, "history": [*history(post), remote_id]}
    network.state.posts.replace(post, text=text, document=document, media=media)
    network.state.store.execute("UPDATE posts SET remote_id = ? WHERE seq = ?", remote_id, post.seq)
    edited = network.state.posts.find(network.name, post.account_id, remote_id)
    assert edited is not None
    return edited
