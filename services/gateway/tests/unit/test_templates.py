"""Templates: what they can say, what is refused where it is written, and that no template takes long."""

import contextlib
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from services.gateway.domain.flaws import FlawedError
from services.gateway.domain.templates import (
    LibraryTemplate,
    Rendered,
    TemplateDefinition,
    library,
    render,
    require_sound,
)
from services.gateway.domain.templates.liquid import TemplateError, filled, undeclared
from shared import capabilities
from shared.events import MediaObject
from shared.ids import new_id

# Milliseconds on an idle machine; a busy one gets room.
_MOST_SECONDS = 1.5


def definition(**changes: Any) -> TemplateDefinition:
    return TemplateDefinition.model_validate(
        {
            "name": "Offer",
            "variables": [
                {"name": "offer", "type": "text", "required": True, "longest": 20},
                {"name": "price", "type": "number", "least": 1, "most": 99.5, "default": 5},
                {"name": "until", "type": "date", "earliest": "2026-01-01", "latest": "2026-12-31"},
                {"name": "link", "type": "url"},
                {"name": "mood", "type": "choice", "choices": ["glad", "calm"]},
                {"name": "photo", "type": "media"},
                {"name": "color", "type": "color", "default": "#0a7b5e"},
            ],
            "text": "{{ offer }} for {{ price }}{% if until %} until {{ until | date: '%-d %B' }}{% endif %}",
            **changes,
        }
    )


def codes(wrong: TemplateDefinition) -> list[tuple[str, str]]:
    with pytest.raises(FlawedError) as error:
        require_sound(wrong)
    return [(flaw.pointer, flaw.code) for flaw in error.value.flaws]


def of(template: TemplateDefinition, **values: Any) -> Rendered:
    require_sound(template)
    return render(template, values, ["x"], {})


def test_filled_in() -> None:
    """Values and defaults, in the words of the template; what is not given is nothing."""
    assert of(definition(), offer="Tea").texts == {"x": "Tea for 5"}
    assert (
        of(definition(), offer="Tea", price=9.5, until="2026-11-05").texts["x"]
        == "Tea for 9.5 until 5 November"
    )
    own = definition(texts={"x": "{{ offer | upcase }}", "mastodon": "M"})
    assert of(own, offer="Tea").texts == {"x": "TEA"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "template.value_missing"),
        ({"offer": ""}, "template.value_missing"),
        ({"offer": 1}, "template.value"),
        ({"offer": "x" * 21}, "template.value"),
        ({"offer": "a\x00"}, "template.value"),
        ({"offer": "Tea", "price": "5"}, "template.value"),
        ({"offer": "Tea", "price": 0}, "template.value"),
        ({"offer": "Tea", "price": 100}, "template.value"),
        ({"offer": "Tea", "until": "5 November"}, "template.value"),
        ({"offer": "Tea", "until": "2025-12-31"}, "template.value"),
        ({"offer": "Tea", "link": "javascript:alert(1)"}, "template.value"),
        ({"offer": "Tea", "link": "https://"}, "template.value"),
        ({"offer": "Tea", "mood": "sad"}, "template.value"),
        ({"offer": "Tea", "photo": "me.png"}, "template.value"),
        ({"offer": "Tea", "photo": str(new_id())}, "media.unknown"),
        ({"offer": "Tea", "color": "red"}, "template.value"),
        ({"offer": "Tea", "ofer": "Tea"}, "template.value_unknown"),
    ],
)
def test_wrong_values_are_named(values: dict[str, Any], code: str) -> None:
    """Each with its variable."""
    with pytest.raises(FlawedError) as error:
        render(definition(), values, ["x"], {})
    assert [flaw.code for flaw in error.value.flaws] == [code]
    assert error.value.flaws[0].pointer.startswith("/values/")


def test_media() -> None:
    """They stand for their alternative text, and come along."""
    media_id = new_id()
    picture = MediaObject(key="k", media_type="image/png", size=1, sha256="0" * 64, alt_text="A cup")
    made = render(
        definition(text="{{ photo }}: {{ offer }}"),
        {"offer": "Tea", "photo": str(media_id)},
        ["x"],
        {media_id: picture},
    )

    assert (made.texts["x"], made.media) == ("A cup: Tea", (media_id,))


def test_poster() -> None:
    """Its words are filled in, and its colours are colours."""
    poster = {"headline": "{{ offer }}", "colors": ["{{ color }}", "#000000"], "composition": 1}
    made = of(definition(poster=poster), offer="Tea")

    assert made.poster is not None
    assert (made.poster.headline, made.poster.composition, made.colors) == ("Tea", 1, ("#0A7B5E", "#000000"))
    for wrong, code in (
        ({"headline": "{{ link }}"}, "template.empty"),
        ({"headline": "{% for i in (1..99) %}long {% endfor %}"}, "template.too_long"),
        ({"headline": "x", "colors": ["{{ offer }}"]}, "template.color"),
    ):
        with pytest.raises(FlawedError) as error:
            of(definition(poster=wrong), offer="Tea")
        assert error.value.code == code


def test_what_is_wrong_is_said_where_it_is_written() -> None:
    """Liquid that can't be read, names that nobody declared, defaults beyond their own bounds."""
    assert codes(definition(text="{{ offer")) == [("/text", "template.syntax")]
    assert codes(definition(texts={"x": "{{ ofer }}"})) == [("/texts/x", "template.variable_undeclared")]
    assert codes(definition(text="{{ now }} {{ offer.secret }}"))[0] == (
        "/text",
        "template.variable_undeclared",
    )
    assert codes(definition(text="{% include 'x' %}")) == [("/text", "template.syntax")]
    assert codes(definition(text="{% render '/etc/passwd' %}")) == [("/text", "template.syntax")]
    assert codes(definition(text="x" + "{{ offer }}" * 151)) == [("/text", "template.limit")]
    wrong = [{"name": "n", "type": "number", "least": 3, "default": 1}]
    assert codes(definition(text="x", variables=wrong)) == [("/variables/0/default", "template.value")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"kind": "visual"},
        {"variables": [{"name": "a", "type": "text"}, {"name": "a", "type": "date"}]},
        {"variables": [{"name": "A b", "type": "text"}]},
        {"variables": [{"name": "a", "type": "choice", "choices": []}]},
        {"variables": [{"name": "a", "type": "secret"}]},
        {"texts": {"myspace": "x"}},
        {"text": "x" * 5_001},
        {"poster": {"headline": "x", "composition": 9}},
    ],
)
def test_what_is_no_template(wrong: dict[str, Any]) -> None:
    """Is refused as a body."""
    with pytest.raises(ValidationError):
        definition(**wrong)


def read_and_filled(source: str, **values: Any) -> str:
    undeclared(source, frozenset())
    return filled(source, values)


HOSTILE = {
    "nested loops": "{% for i in (1..1000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}",
    "huge output": "{% for i in (1..100) %}" + "x" * 4_000 + "{% endfor %}",
    "huge capture": "{% capture c %}{% for i in (1..100) %}" + "x" * 4_000 + "{% endfor %}{% endcapture %}",
    "doubling text": "{% assign s = 'aaaaaaaaaa' %}" + "{% assign s = s | append: s %}" * 100 + "{{ s }}",
    "growing replacement": "{% assign s = 'aaaaaaaaaa' %}" + "{% assign s = s | replace: 'a', s %}" * 60,
    "squared number": "{% assign s = 9 %}" + "{% assign s = s | times: s %}" * 100 + "{{ s }}",
    "many filters in a loop": "{% for i in (1..100) %}"
    + "{% assign x = 'aaaaaaaa' | upcase %}" * 100
    + "{% endfor %}",
    "range turned round": "{% for i in (1..20000000) reversed %}{{ i }}{% break %}{% endfor %}",
    "end of a range": "{% for i in (1..200000000) limit: 1 offset: 199999999 %}{{ i }}{% endfor %}",
    "range searched through": "{% if (1..100000000) contains 'x' %}x{% endif %}",
    "joined range": "{{ (1..1000000000) | join: 'x' }}",
    "deep nesting": "{% if 1 %}" * 140,
    "wide date": "{{ d | date: '%999999999d' }}",
    "three braces": "{" * 5_000,
    "brackets": "{{" + "a[[" * 1_600 + "}}",
    "parentheses": "{{" + "(" * 4_900 + "}}",
    "open tag": "{%" + "assign" * 800,
    "long number": "{{ " + "9" * 290 + " | times: 9 }}",
    "clock": "{{ 'now' | date: '%Y' }}",
    "files": "{% include '/etc/passwd' %}",
    "attributes": "{{ d.__class__.__mro__ }}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_templates_stop_at_once(source: str) -> None:
    """With a reason, and nothing comes of them."""
    began = time.perf_counter()
    with pytest.raises(TemplateError) as error:
        read_and_filled(source, d="x")

    assert time.perf_counter() - began < _MOST_SECONDS
    assert re.fullmatch(r"template\.(limit|syntax|filling)", error.value.code)
    assert "\n" not in error.value.detail


def test_the_heaviest_that_is_allowed() -> None:
    """As many tags as there may be, as often as a loop may go round."""
    source = "{% for i in (1..100) %}" + "{% assign x = i %}" * 148 + "{% endfor %}done"
    began = time.perf_counter()

    assert filled(source, {}) == "done"
    assert time.perf_counter() - began < _MOST_SECONDS


@settings(max_examples=150, deadline=None)
@given(
    source=st.lists(
        st.sampled_from(
            [
                *"{}%()[]|:'\".-, a1\n",
                "{{",
                "}}",
                "{%",
                "%}",
                "if ",
                "endif",
                "for ",
                "in ",
                "assign ",
                "..",
                "x",
                "upcase",
            ]
        ),
        max_size=120,
    ).map("".join)
)
def test_any_text_is_read_or_refused(source: str) -> None:
    """Nothing else is ever raised."""
    with contextlib.suppress(TemplateError):
        read_and_filled(source, a="x", x=1)


@pytest.mark.parametrize("template", library().values(), ids=library())
def test_the_library(template: LibraryTemplate) -> None:
    """Every template is sound, and with its example every network that takes text alone takes what comes of it."""
    require_sound(template.definition)
    networks = [capability.network for capability in capabilities.load()]
    made = render(template.definition, template.example, networks, {})

    assert template.definition.description
    assert all(variable.label for variable in template.definition.variables)
    assert set(made.texts) == set(networks)
    for network, text in made.texts.items():
        problems = capabilities.validate(network, text)
        assert [problem for problem in problems if problem.field == "text"] == [], network
    # What is not required can be left out.
    needed = {variable.name for variable in template.definition.variables if variable.required}
    some = {name: value for name, value in template.example.items() if name in needed}
    assert render(template.definition, some, ["x"], {}).texts["x"]


def test_the_library_is_large_enough() -> None:
    """A dozen, posters among them."""
    assert len(library()) >= 12
    assert sum(template.definition.poster is not None for template in library().values()) >= 5
