"""The networks that are known, read once from their files."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from shared.capabilities.counting import count
from shared.capabilities.fitting import FittedText, fit
from shared.capabilities.model import Capability
from shared.capabilities.validating import Problem, validate
from shared.events import MediaObject, NetworkName, PostDetails

# libyaml's reader, which is ten times faster, where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Registry:
    """Every network's capability; `registry["x"]` is one, iterating gives all, in the order of their names."""

    def __init__(self, capabilities: Sequence[Capability]) -> None:
        self._capabilities: Mapping[str, Capability] = {
            capability.network: capability for capability in sorted(capabilities, key=lambda c: c.name)
        }

    def __getitem__(self, network: NetworkName) -> Capability:
        return self._capabilities[network]

    def __contains__(self, network: object) -> bool:
        return network in self._capabilities

    def __iter__(self) -> Iterator[Capability]:
        return iter(self._capabilities.values())

    def __len__(self) -> int:
        return len(self._capabilities)

    def name_of(self, network: NetworkName) -> str:
        """As people know it; one that is not known here goes by what it is called in events."""
        return self[network].name if network in self else network

    def count_text(self, network: NetworkName, text: str) -> int:
        """Length of a text as that network counts it, in the unit of its first limit."""
        rules = self[network].text
        return count(rules, rules.limits[0].unit, text)

    def validate(
        self,
        network: NetworkName,
        text: str,
        media: Sequence[MediaObject] = (),
        details: PostDetails | None = None,
    ) -> list[Problem]:
        """Everything that network would refuse about a post; empty when it may go out."""
        return validate(self[network], text, media, details or PostDetails())

    def fit(
        self,
        network: NetworkName,
        caption: str,
        call_to_action: str = "",
        hashtags: Sequence[str] = (),
        *,
        with_media: bool = False,
        most_characters: int | None = None,
    ) -> FittedText:
        """The longest post of these parts that the network takes, and no longer than the most characters.

        Raises:
            ValueError: Neither caption nor call to action holds anything that can be published.
        """
        return fit(
            self[network],
            caption,
            call_to_action,
            hashtags,
            with_media=with_media,
            most_characters=most_characters,
        )


@cache
def load() -> Registry:
    """The registry of the files beside this one."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    documents = [yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) for file in files]  # noqa: S506  safe
    return Registry([Capability.model_validate(document) for document in documents])
