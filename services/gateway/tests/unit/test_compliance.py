"""What a brand's rules find in content."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from services.gateway.domain.brand_kits import AppliedRules, KitRules, brand_rules
from services.gateway.domain.compliance import Checked, ComplianceReport, contrasts, report_on
from shared.events import ColorShare, MediaObject
from shared.ids import new_id


def kit(**rules: Any) -> AppliedRules:
    return AppliedRules.model_validate(
        {"brand_kit_id": new_id(), "revision": 3, "name": "Chai & Co.", **rules}
    )


def judged(
    rules: AppliedRules, text: str, *, network: str = "x", language: str = "en", about: str = "tea"
) -> ComplianceReport:
    return report_on(rules, [Checked(network, text)], language=language, about=about)


def rules_of(report: ComplianceReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def picture(*colors: tuple[str, float]) -> MediaObject:
    return MediaObject(
        key="k",
        media_type="image/png",
        size=1,
        sha256="0" * 64,
        colors=tuple(ColorShare(hex=name, share=share) for name, share in colors),
    )


def test_a_kit_without_rules_passes_all() -> None:
    """Nothing is looked for that the kit does not state."""
    report = judged(kit(), "CHEAP!!! 🎉🎉🎉")

    assert (report.verdict, report.findings, report.blocks) == ("passed", (), False)


def test_words_to_avoid() -> None:
    """Found whole whatever their case and accents, in the languages they are for."""
    rules = kit(words_to_avoid=[{"word": "café"}, {"word": "gift", "languages": ["de"]}])

    assert rules_of(judged(rules, "The CAFE, with a gift.")) == ["word.avoided"]
    assert rules_of(judged(rules, "Das Gift", language="de-AT")) == ["word.avoided"]
    assert judged(rules, "cafeteria").verdict == "passed"
    (finding,) = judged(rules, "the cafe").findings
    assert (finding.network, finding.pointer, finding.severity) == ("x", "/variants/0/text", "error")
    assert "café" in finding.detail
    assert "café" in finding.fix


def test_disclaimers() -> None:
    """Asked for where the network and the topic are meant, whatever their case and spaces."""
    rules = kit(disclaimers=[{"text": "Terms apply.", "networks": ["x"], "topics": ["sale"]}])

    assert rules_of(judged(rules, "Tea", about="Monsoon SALE")) == ["disclaimer.missing"]
    assert judged(rules, "Tea. terms  APPLY.", about="sale").verdict == "passed"
    assert judged(rules, "Tea", about="wholesale").verdict == "passed"
    assert judged(rules, "Tea", about="sale", network="mastodon").verdict == "passed"


def test_hashtags() -> None:
    """Each is there as a hashtag of its own."""
    rules = kit(hashtags=["#ChaiAndCo"])

    assert rules_of(judged(rules, "Tea ChaiAndCo #ChaiAndCompany")) == ["hashtag.missing"]
    assert judged(rules, "Tea #chaiandco").verdict == "passed"


@pytest.mark.parametrize(
    ("check", "most", "good", "bad", "rule"),
    [
        ("most_exclamation_marks", 1, "Tea!", "Tea! Now\uff01", "tone.exclamation_marks"),
        ("most_emoji", 1, "Tea 👩‍👩‍👧‍👦 © 1 #2", "Tea 🍵 🇮🇳", "tone.emoji"),
        ("most_characters", 3, "चाय", "chai", "length.characters"),
        (
            "most_words_in_sentence",
            3,
            "One two three. Four, five six!",
            "One two three four.",
            "readability.sentence",
        ),
    ],
)
def test_what_is_counted(check: str, most: int, good: str, bad: str, rule: str) -> None:
    """A limit of the kit is kept up to itself, and broken beyond."""
    rules = kit(checks={check: most})

    assert judged(rules, good).verdict == "passed"
    assert rules_of(judged(rules, bad)) == [rule]


def test_contrast_of_the_kit() -> None:
    """Each text colour on each background, by WCAG 2.2."""
    colors = [{"hex": "#777777", "role": "text"}, {"hex": "#FFFFFF", "role": "background"}]

    assert rules_of(judged(kit(colors=colors), "Tea")) == ["contrast.text"]
    assert judged(kit(colors=colors, checks={"least_contrast": 3}), "Tea").verdict == "passed"
    assert judged(kit(colors=colors, checks={"least_contrast": None}), "Tea").verdict == "passed"
    assert contrasts(kit(colors=colors)) == {("#777777", "#FFFFFF"): 4.48}


def test_palette_of_a_picture() -> None:
    """Its colours lie near the brand's, on average by their shares; not known is no offence."""
    rules = kit(
        colors=[{"hex": "#0A7B5E", "role": "primary"}, {"hex": "#F4C95D", "role": "secondary"}],
        checks={"most_palette_distance": 20},
    )

    def found(*colors: tuple[str, float]) -> list[str]:
        return rules_of(report_on(rules, [], [picture(*colors)], language="en", about=""))

    assert found(("#0B7A5F", 0.7), ("#F4C95D", 0.3)) == []
    assert found(("#FF00FF", 0.9), ("#0A7B5E", 0.1)) == ["palette.distance"]
    report = report_on(rules, [], [picture()], language="en", about="")
    assert rules_of(report) == ["palette.unknown"]
    assert report.verdict == "passed"


def test_block() -> None:
    """Only what fails, and only of a kit that says so, has to wait."""
    blocking = kit(words_to_avoid=[{"word": "cheap"}], enforce="block")

    assert judged(blocking, "cheap").blocks
    assert not judged(blocking, "fine").blocks
    assert not judged(kit(words_to_avoid=[{"word": "cheap"}]), "cheap").blocks


def test_what_a_writer_is_told() -> None:
    """The words of the language, and the disclaimers that the topic asks for."""
    rules = kit(
        words_to_avoid=[{"word": "cheap", "languages": ["en"]}, {"word": "billig", "languages": ["de"]}],
        disclaimers=[{"text": "A."}, {"text": "B.", "topics": ["loan"]}],
        colors=[{"hex": "#0a7b5e", "role": "primary"}],
    )
    told = brand_rules(rules, language="en-IN", about="tea")

    assert told.words_to_avoid == ("cheap",)
    assert [disclaimer.text for disclaimer in told.disclaimers] == ["A."]
    assert told.colors[0].hex == "#0A7B5E"


@pytest.mark.parametrize(
    "wrong",
    [
        {"hashtags": ["two words"]},
        {"colors": [{"hex": "red", "role": "primary"}]},
        {"colors": [{"hex": "#000000", "role": "shadow"}]},
        {"words_to_avoid": [{"word": " "}]},
        {"disclaimers": [{"text": "A.", "networks": ["myspace"]}]},
        {"checks": {"most_emoji": True}},
        {"checks": {"least_contrast": 22}},
        {"voice": "\x00"},
        {"unknown": 1},
    ],
)
def test_rules_that_can_not_be_kept(wrong: dict[str, Any]) -> None:
    """A kit that makes no sense is refused where it is written."""
    with pytest.raises(ValidationError):
        KitRules.model_validate(wrong)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400), word=st.text(min_size=1, max_size=20).filter(lambda word: word.strip()))
def test_any_text_is_judged(text: str, word: str) -> None:
    """Whatever is in it: a verdict, and failed exactly where a rule is broken."""
    rules = kit(
        words_to_avoid=[{"word": word.replace("\x00", "x")}],
        checks={"most_emoji": 2, "most_words_in_sentence": 5, "most_exclamation_marks": 0},
    )
    report = judged(rules, text)

    assert (report.verdict == "failed") == bool(report.findings)
