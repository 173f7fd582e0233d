"""docs/networks.md: what works where, from the capability registry and from what the suite has shown of it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from shared import capabilities
from shared.capabilities import Capability
from shared.capabilities.abilities import abilities
from shared.capabilities.model import CredentialField, MediaKind

RESULTS = Path(__file__).resolve().parent / "networks.results.json"

_INTRODUCTION = """\
# Networks

Made by `make networks` from `shared/capabilities` and from the results of the suite that tries every ability of every
network on its sandbox (`services/publisher/tests/integration/test_every_network.py`, `test_accept_then_drop.py`). What a
network offers beyond this table is not used; a limit without the network's own page as source is marked *unverified*.

✓ shown by the suite; an empty place: the network does not offer it
"""
_WAYS = {
    "idempotency_key": "The same call is repeated with the same key, which the network knows again.",
    "own_record_key": "The record's key is ours: writing it again changes nothing, and reading it tells.",
    "look_up": "The account's own posts are listed and compared; what is certainly absent is sent again.",
    "status": "What was prepared says itself whether it went out.",
    "person": "Nothing tells. It is shown as uncertain, and a person says what became of it; never sent twice.",
}
_MEGABYTE = 1_000_000
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_KINDS = {"image": "pictures", "animation": "animations", "video": "videos", "document": "documents"}
_SIGNS = {
    "passed": "✓",
    "nothing to renew": "no end",
    "shown as uncertain": "a person",
}


def results() -> Mapping[str, Mapping[str, str]]:
    """What the suite has shown: by network, by ability, how."""
    shown: dict[str, dict[str, str]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return shown


def unproven() -> Iterator[str]:
    """What the registry says of a network and no test has shown, and what was shown that it does not say any more."""
    shown = results()
    for capability in capabilities.load():
        said, seen = set(abilities(capability)), set(shown.get(capability.network, {}))
        yield from (f"{capability.network}: {ability} is not shown" for ability in sorted(said - seen))
        yield from (f"{capability.network}: {ability} is not offered" for ability in sorted(seen - said))


def networks_page() -> str:
    """The whole document."""
    everything = list(capabilities.load())
    lines = [_INTRODUCTION, *_table(everything)]
    for capability in everything:
        lines += ["", *_section(capability)]
    return "\n".join(lines) + "\n"


def _table(everything: list[Capability]) -> Iterator[str]:
    offered = {capability.network: abilities(capability) for capability in everything}
    names = dict.fromkeys(ability for every in offered.values() for ability in every)
    shown = results()
    yield "| | " + " | ".join(f"[{one.name}](#{_anchor(one)})" for one in everything) + " |"
    yield "| --- |" + " :-: |" * len(everything)
    for name in sorted(names, key=_place):
        cells = [
            _sign(shown.get(one.network, {}).get(name)) if name in offered[one.network] else ""
            for one in everything
        ]
        yield f"| {name} | " + " | ".join(cells) + " |"


_ORDER = (
    "connect",
    "consent",
    "validate",
    "post: ",
    "reel: ",
    "story: ",
    "alt text",
    "poll",
    "thread",
    "first comment",
    "link card",
    "title",
    "tags",
    "content warning",
    "recipients",
    "visibility",
    "edit",
    "delete",
    "unknown outcome",
    "renewal",
    "revocation",
    "rate limit",
    "measure",
)
_CONTENTS = ("text", "image", "several images", "animation", "video", "document")


def _place(ability: str) -> tuple[int, int, str]:
    first = next((number for number, name in enumerate(_ORDER) if ability.startswith(name)), len(_ORDER))
    contents = ability.partition(": ")[2]
    return first, _CONTENTS.index(contents) if contents in _CONTENTS else 0, ability


def _sign(how: str | None) -> str:
    return "**not shown**" if how is None else _SIGNS.get(how, how)


def _anchor(capability: Capability) -> str:
    return "".join(c for c in capability.name.lower().replace(" ", "-") if c.isalnum() or c == "-")


def _section(capability: Capability) -> Iterator[str]:
    yield f"## {capability.name}"
    yield ""
    yield f"Read on {capability.checked_on:%d %B %Y}, version {capability.version} of `shared/capabilities/{capability.network}.yaml`."
    yield ""
    if capability.notes:
        yield from (f"- {note}" for note in capability.notes)
        yield ""
    yield "**Connecting.** " + " ".join(_connecting(capability))
    yield ""
    yield "**Offers.** " + ", ".join(capability.supports).replace("_", " ") + "." + _more(capability)
    yield ""
    yield "**Limits.**"
    yield ""
    yield from (f"- {line}" for line in _limits(capability))
    yield ""
    window = capability.recovery.window_seconds
    held = f" That holds for {_duration(window)}." if window else ""
    yield f"**When an answer is lost.** {_WAYS[capability.recovery.way]} {capability.recovery.detail}{held}"
    yield ""
    yield "**Figures.** " + _figures(capability)
    yield ""
    yield "**Sources.** " + "; ".join(
        f"[{source.title}]({source.url})" + ("" if source.verified else " (*unverified*)")
        for source in capability.sources.values()
    )


def _connecting(capability: Capability) -> Iterator[str]:
    rules = capability.connecting
    if rules.consent:
        choices = f" and chooses {rules.choices}" if rules.choices else ""
        scopes = f" Scopes: {', '.join(f'`{scope}`' for scope in rules.scopes)}." if rules.scopes else ""
        yield f"A person consents on the network's own page{choices}.{scopes}"
    if rules.credentials:
        fields = ", ".join(map(_field, rules.credentials))
        yield f"{'Or these' if rules.consent else 'These'} are handed over: {fields}."
    if rules.token_days:
        yield f"Somebody must consent again after {rules.token_days} days where nothing renews the token."


def _field(field: CredentialField) -> str:
    return f"`{field.name}`" + ("" if field.required else " (may be left out)")


def _more(capability: Capability) -> str:
    told = [f"Visible to: {', '.join(capability.visibilities)}."] if len(capability.visibilities) > 1 else []
    if capability.options:
        told.append("Options: " + ", ".join(f"`{option.name}`" for option in capability.options) + ".")
    return "".join(f" {one}" for one in told)


def _limits(capability: Capability) -> Iterator[str]:
    yield from _texts(capability)
    for form in capability.formats:
        most = form.media.max_count
        yield f"Attachments of a {form.kind}: at most {most.max} ({_source(capability, most.source)})"
        for kind in form.media.kinds:
            source = _source(capability, kind.max_bytes.source)
            yield f"{form.kind.capitalize()}, {_KINDS[kind.kind]}: {_media(kind)} ({source})"
    if capability.poll:
        poll = capability.poll
        answers = f"{int(poll.options.min or 1)} to {int(poll.options.max or 0)} answers"
        source = _source(capability, poll.source)
        yield f"Poll: {answers} of {poll.option_characters.max} characters ({source})"
    if capability.thread:
        most = capability.thread.max_parts
        yield f"Thread: {most.max} posts ({_source(capability, most.source)})"
    if capability.recipients:
        most = capability.recipients.max_count
        yield f"Recipients: {most.max:,} ({_source(capability, most.source)})"
    for window in capability.pacing.windows:
        source = _source(capability, window.source)
        counted = {"reel": "reels", "story": "stories"}.get(window.kind or "", "posts")
        yield f"Pace: {window.max:,} {counted} in {_duration(window.seconds)} ({source})"


def _texts(capability: Capability) -> Iterator[str]:
    title = (capability.title.limit,) if capability.title else ()
    comment = (capability.first_comment,) if capability.first_comment else ()
    for name, limits in (
        ("Text", capability.text.limits),
        ("Text beside attachments", capability.text.caption_limits),
        ("Title", title),
        ("First comment", comment),
    ):
        told = [f"{one.max:,} {one.unit} ({_source(capability, one.source)})" for one in limits]
        if told:
            yield f"{name}: {'; '.join(told)}"


def _source(capability: Capability, key: str) -> str:
    known = capability.sources[key]
    return f"[{key}]({known.url})" + ("" if known.verified else ", *unverified*")


def _media(kind: MediaKind) -> str:
    told = [
        ", ".join(one.partition("/")[2] for one in kind.media_types),
        _size(kind.max_bytes.max),
    ]
    if kind.duration_seconds and kind.duration_seconds.max:
        told.append(f"{kind.duration_seconds.min or 0:g} to {kind.duration_seconds.max:g} s")
    if kind.ratio and kind.ratio.min and kind.ratio.max:
        told.append(f"ratio {kind.ratio.min:g} to {kind.ratio.max:g}")
    return "; ".join(told)


def _size(count: int) -> str:
    megabytes = count / _MEGABYTE
    return f"{megabytes / 1000:,.1f} GB" if megabytes >= 1000 else f"{megabytes:,.1f} MB"


def _duration(seconds: int) -> str:
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {name}" + ("s" if count != 1 else "")
    raise ValueError(seconds)


def _figures(capability: Capability) -> str:
    rules = capability.metrics
    if rules is None:
        return "None: the network gives none."
    parts = []
    for what, names in (("Of a post", rules.post), ("of the account", rules.account)):
        parts.append(f"{what}: {', '.join(names) or 'none'}".replace("_", " "))
    days = f" for {rules.days} days" if rules.days else ""
    return f"{'; '.join(parts)}{days}."
