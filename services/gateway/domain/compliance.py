"""Whether content keeps to a brand's rules: what is counted and found, and no opinion."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from services.gateway.domain.brand_kits import AppliedRules
from shared.capabilities.counting import HASHTAG, graphemes
from shared.colors import contrast, distance, parsed
from shared.events import MediaObject, NetworkName
from shared.words import plain, words_in

Severity = Literal["error", "warning"]
Verdict = Literal["passed", "failed"]

_EXCLAMATION = regex.compile(r"[!\uff01\u00a1\ufe57\u2757\u2755\u203c\u2049]")
_EMOJI = regex.compile(r"(?=\p{Extended_Pictographic}|\p{Regional_Indicator})[^\p{ASCII}©®™]")
_SENTENCE_END = regex.compile(r"(?<=[\p{Sentence_Terminal}…])[\p{Pe}\p{Pf}\"']*\s+|\n+")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019-]*")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A text as it would be published on one network."""

    network: NetworkName
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that is broken, or could not be held against what there is.

    Attributes:
        rule: Stable, such as `word.avoided`.
        severity: error: the rule is broken. warning: it could not be checked.
        network: None where it is about the picture or the kit.
        pointer: JSON pointer into the content, or the kit, to what it is about.
        detail: What is wrong.
        fix: What to do.
    """

    rule: str
    severity: Severity
    network: NetworkName | None
    pointer: str
    detail: str
    fix: str


@dataclass(frozen=True, slots=True)
class ComplianceReport:
    """What a kit's rules find in content.

    Attributes:
        kit_revision: Of the kit whose rules were held against it.
        verdict: failed where a rule is broken.
    """

    brand_kit_id: str
    kit_name: str
    kit_revision: int
    enforce: Literal["warn", "block"]
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> bool:
        """Whether a person has to look at it first."""
        return self.verdict == "failed" and self.enforce == "block"

    @property
    def summary(self) -> str:
        """What is broken, in one text."""
        return " ".join(finding.detail for finding in self.findings if finding.severity == "error")


def report_on(
    rules: AppliedRules,
    texts: Sequence[Checked],
    pictures: Sequence[MediaObject] = (),
    *,
    language: str,
    about: str,
) -> ComplianceReport:
    """Hold content against a brand's rules.

    Args:
        rules: The kit's.
        texts: Exactly what would be published, for each network.
        pictures: What goes with it.
        language: Of the texts, a BCP 47 tag.
        about: Topic and brief: they say which disclaimers are needed.
    """
    findings = [
        finding
        for position, checked in enumerate(texts)
        for finding in _in_text(rules, checked, f"/variants/{position}/text", language, about)
    ]
    findings += _in_palette(rules)
    findings += [
        finding for position, one in enumerate(pictures) for finding in _in_picture(rules, one, position)
    ]
    is_broken = any(finding.severity == "error" for finding in findings)
    return ComplianceReport(
        str(rules.brand_kit_id),
        rules.name,
        rules.revision,
        rules.enforce,
        "failed" if is_broken else "passed",
        tuple(findings),
    )


def contrasts(rules: AppliedRules) -> Mapping[tuple[str, str], float]:
    """The contrast of each text colour with each background, by the two; the primary colours where there is no background."""
    grounds = rules.of_role("background") or rules.of_role("primary")
    return {
        (ink, ground): round(contrast(parsed(ink), parsed(ground)), 2)
        for ink in rules.of_role("text")
        for ground in grounds
    }


def palette_distance(rules: AppliedRules, picture: MediaObject) -> float | None:
    """How far a picture's colours lie from the kit's on average, each by its share; None where either is not known."""
    kit = [parsed(color.hex) for color in rules.colors]
    if not kit or not picture.colors:
        return None
    total = sum(color.share for color in picture.colors)
    return sum(
        color.share / total * min(distance(parsed(color.hex), one) for one in kit) for color in picture.colors
    )


def _in_text(
    rules: AppliedRules, checked: Checked, pointer: str, language: str, about: str
) -> Iterator[Finding]:
    def broken(rule: str, detail: str, fix: str) -> Finding:
        return Finding(rule, "error", checked.network, pointer, f"{checked.network}: {detail}", fix)

    avoided = [one.word for one in rules.words_to_avoid if one.holds_in(language)]
    for word in words_in(checked.text, avoided):
        yield broken("word.avoided", f"The text says {word!r}.", f"Say it without {word!r}.")
    folded = _folded(checked.text)
    for disclaimer in rules.disclaimers:
        is_meant = not disclaimer.networks or checked.network in disclaimer.networks
        if is_meant and disclaimer.is_asked_by(about) and _folded(disclaimer.text) not in folded:
            yield broken(
                "disclaimer.missing",
                f"The disclaimer {disclaimer.text!r} is missing.",
                "Put it into the text, word for word.",
            )
    tags = {tag.casefold() for tag in HASHTAG.findall(checked.text)}
    for tag in rules.hashtags:
        if tag.casefold() not in tags:
            yield broken("hashtag.missing", f"The hashtag #{tag} is missing.", f"Add #{tag}.")
    yield from _counted(rules, checked.text, broken)


def _counted(rules: AppliedRules, text: str, broken: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    checks = rules.checks
    counted = (
        ("tone.exclamation_marks", checks.most_exclamation_marks, _exclamation_marks, "exclamation marks"),
        ("tone.emoji", checks.most_emoji, _emoji, "emoji"),
        ("length.characters", checks.most_characters, lambda one: len(graphemes(one)), "characters"),
        ("readability.sentence", checks.most_words_in_sentence, _longest_sentence, "words in one sentence"),
    )
    for rule, most, count, unit in counted:
        if most is not None and (actual := count(text)) > most:
            yield broken(
                rule, f"It has {actual} {unit} and the brand allows {most}.", f"Take out {actual - most}."
            )


def _in_palette(rules: AppliedRules) -> Iterator[Finding]:
    least = rules.checks.least_contrast
    for (ink, ground), ratio in contrasts(rules).items():
        if least is not None and ratio < least:
            yield Finding(
                "contrast.text",
                "error",
                None,
                "/brand_kit/colors",
                f"{ink} on {ground} has a contrast of {ratio:g}, and at least {least:g} is wanted.",
                "Choose a darker or lighter text colour in the brand kit.",
            )


def _in_picture(rules: AppliedRules, picture: MediaObject, position: int) -> Iterator[Finding]:
    most = rules.checks.most_palette_distance
    if most is None or not rules.colors or not picture.media_type.startswith("image/"):
        return
    pointer, far = f"/media/{position}", palette_distance(rules, picture)
    if far is None:
        yield Finding(
            "palette.unknown",
            "warning",
            None,
            pointer,
            "The picture's colours are not known.",
            "Upload the picture anew: its colours are then looked at.",
        )
    elif far > most:
        yield Finding(
            "palette.distance",
            "error",
            None,
            pointer,
            f"The picture's colours lie {far:.0f} from the brand's on average, and at most {most:g} is wanted.",
            "Take a picture in the brand's colours.",
        )


def _folded(text: str) -> str:
    return str(_SPACE.sub(" ", plain(text))).strip()


def _exclamation_marks(text: str) -> int:
    return len(_EXCLAMATION.findall(text))


def _emoji(text: str) -> int:
    return sum(_EMOJI.search(cluster) is not None for cluster in graphemes(text))


def _longest_sentence(text: str) -> int:
    return max((len(_WORD.findall(sentence)) for sentence in _SENTENCE_END.split(text)), default=0)
