"""What a network offers, as a list of names: each is shown by a test, and docs/networks.md has a row for each."""

from collections.abc import Iterator

from shared.capabilities.model import Capability, Format

ALWAYS = ("connect", "validate", "unknown outcome", "renewal", "revocation", "rate limit")
"""What is true of every network, whatever it offers."""


def abilities(capability: Capability) -> list[str]:
    """Everything that this network's data say it can do, in the order in which people ask for it."""
    return [
        "connect",
        *(["consent"] if capability.connecting.consent else []),
        *ALWAYS[1:],
        *kinds(capability),
        *_details(capability),
        *(name for name in ("edit", "delete") if name in capability.supports),
        *(["measure posts"] if capability.metrics and capability.metrics.post else []),
        *(["measure account"] if capability.metrics and capability.metrics.account else []),
    ]


def kinds(capability: Capability) -> Iterator[str]:
    """Each form of post with each kind of attachment, as `post: text`, `post: several images`, `story: video`."""
    for form in capability.formats:
        yield from (f"{form.kind}: {one}" for one in _contents(form))


def _contents(form: Format) -> Iterator[str]:
    if form.media.min_count == 0 and form.text != "none":
        yield "text"
    for kind in form.media.kinds:
        yield kind.kind
        most = kind.max_count or form.media.max_count.max
        if kind.kind == "image" and min(most, form.media.max_count.max) > 1 and not kind.alone:
            yield "several images"


def _details(capability: Capability) -> Iterator[str]:
    offered = {
        "alt text": "alt_text" in capability.supports,
        "poll": capability.poll is not None,
        "thread": capability.thread is not None,
        "first comment": capability.first_comment is not None,
        "link card": "link_card" in capability.supports,
        "content warning": "content_warning" in capability.supports,
        "title": capability.title is not None,
        "tags": capability.tags is not None,
        "recipients": capability.recipients is not None,
        "visibility": len(capability.visibilities) > 1,
    }
    return (name for name, there in offered.items() if there)
