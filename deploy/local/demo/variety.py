"""What goes where, decided by what the capability registry says of each network; no network is named here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.capabilities import Capability

ROOM_SECONDS = 10.0
"""How long a network's own pace may hold posts back before a spectator thinks that it hangs."""
PICTURES_MADE_OVER = 4
"""Most briefs of a network that takes no PNG: each of their pictures is made anew, which takes its time."""
RECIPIENTS = ("+12025550143", "+14155550172")
FILM_WORDS = ("Monsoon sale", "20 % off every tea", "until Sunday")

_FEW = 3
_PAGE = {
    "url": "https://chai.example/monsoon",
    "title": "Monsoon sale at Chai & Co.",
    "description": "Twenty percent off every loose-leaf tea until Sunday, in all six shops and online.",
}
_THREAD = (
    "How we make masala chai when it rains, in three posts. 1: crush green cardamom, ginger and two cloves.",
    "2: simmer them for five minutes with strong Assam, then as much milk as water. Patience is an ingredient.",
    "3: strain from high up, so that it froths. Sugar is a matter of opinion; stopping at one cup is not possible.",
)
_POLL = {"options": ["Masala", "Ginger", "Kashmiri kahwa"], "duration_seconds": 86_400}


@dataclass(frozen=True)
class Supplies:
    """What posts are made with.

    Args:
        film: media id of a short upright video.
        cover: media id of its picture.
        options: of each network that asks for some, such as a board.
    """

    film: str
    cover: str
    options: Mapping[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ByHand:
    """A post with a target of its own for each network."""

    title: str
    targets: tuple[dict[str, Any], ...]

    def parts(self) -> Counter[str]:
        """Of how many posts and comments it consists on each network."""
        counted: Counter[str] = Counter()
        for target in self.targets:
            details = target.get("details") or {}
            counted[target["network"]] += (
                1 + len(details.get("thread", ())) + bool(details.get("first_comment"))
            )
        return counted


def room(network: Capability) -> int:
    """How many posts and comments the network's own pace lets out while somebody watches."""
    spacing = network.pacing.min_spacing_seconds
    most = [window.max for window in network.pacing.windows]
    return min([*most, 1 + int(ROOM_SECONDS / spacing) if spacing else 1_000])


def most_briefs(network: Capability, taken: int) -> int:
    """For how many briefs a network is that so many other posts and comments go to."""
    as_drawn = any("image/png" in kind.media_types for kind in network.media.kinds)
    return min(room(network) - taken, 1_000 if as_drawn else PICTURES_MADE_OVER)


def takes_briefs(network: Capability) -> bool:
    """Whether a text with one picture makes a post there, with nothing that a brief does not say."""
    kinds = network.media.kinds
    asks = network.recipients or (network.title and network.title.required) or _required(network)
    return not asks and _takes(network, "image") and not any(kind.min_count for kind in kinds)


def needs_options(network: Capability) -> bool:
    """Whether each post must say something that is the account's own, such as a board."""
    return bool(_required(network))


def by_hand(networks: Iterable[Capability], supplies: Supplies) -> list[ByHand]:
    """Posts of every other kind, each for the networks that have it."""
    known = list(networks)
    posts = [
        ByHand("Chai & Co.: a film of five seconds", tuple(_films(known, supplies))),
        ByHand("Chai & Co.: a thread", tuple(_threads(known))),
        ByHand("Chai & Co.: a poll", tuple(_polls(known))),
        ByHand("Chai & Co.: a page as a card", tuple(_cards(known))),
        ByHand("Chai & Co.: a picture in its place", tuple(_places(known, supplies))),
        ByHand("Chai & Co.: a message", tuple(_messages(known, supplies))),
    ]
    return [post for post in posts if post.targets]


def _films(networks: list[Capability], supplies: Supplies) -> Iterator[dict[str, Any]]:
    for one in networks:
        if one.format("reel") is None:
            continue
        details: dict[str, Any] = {"kind": "reel"}
        if one.title is not None:
            details["title"] = "Five seconds of monsoon"
        if "first_comment" in one.supports and room(one) > _FEW:
            details["first_comment"] = "Which tea do you drink when it rains?"
        text = "Rain outside, masala chai inside. Free for everybody who comes in wet. #monsoon #chai"
        yield {"network": one.network, "text": text, "media": [supplies.film], "details": details}


def _threads(networks: list[Capability]) -> Iterator[dict[str, Any]]:
    first, *rest = _THREAD
    details = {"thread": [{"text": text} for text in rest]}
    return ({"network": one.network, "text": first, "details": details} for one in networks if one.thread)


def _polls(networks: list[Capability]) -> Iterator[dict[str, Any]]:
    text = "It rains, the kettle is on. Which one is it going to be?"
    return (
        {"network": one.network, "text": text, "details": {"poll": _POLL}} for one in networks if one.poll
    )


def _cards(networks: list[Capability]) -> Iterator[dict[str, Any]]:
    """Where nothing else is asked for, and where it costs nobody's patience."""
    return (
        {"network": one.network, "text": "All about the sale, shop by shop.", "details": {"link": _PAGE}}
        for one in networks
        if "link_card" in one.supports and takes_briefs(one) and room(one) > _FEW
    )


def _places(networks: list[Capability], supplies: Supplies) -> Iterator[dict[str, Any]]:
    for one in networks:
        if not needs_options(one) or one.network not in supplies.options:
            continue
        details: dict[str, Any] = {"options": supplies.options[one.network]}
        if one.title is not None:
            details["title"] = "Masala chai for rainy days"
        if "link_card" in one.supports:
            details["link"] = {"url": _PAGE["url"]}
        text = "Green cardamom, ginger, cloves and strong Assam: the recipe, and 20 % off until Sunday. #chai"
        yield {"network": one.network, "text": text, "media": [supplies.cover], "details": details}


def _messages(networks: list[Capability], supplies: Supplies) -> Iterator[dict[str, Any]]:
    text = "You asked us to tell you: every tea is 20 % off until Sunday, and chai is free while it rains."
    details = {"recipients": list(RECIPIENTS)}
    return (
        {"network": one.network, "text": text, "media": [supplies.cover], "details": details}
        for one in networks
        if one.recipients
    )


def _required(network: Capability) -> list[str]:
    return [option.name for option in network.options if option.required and option.default is None]


def _takes(network: Capability, kind: str) -> bool:
    return any(one.kind == kind for one in network.media.kinds)
