"""The hash that names what would be published, comparisons, and reviews step by step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.approval_rules import Review, Step, Who
from services.gateway.domain.comparison import words
from services.gateway.domain.content_items import Content, Variant
from services.gateway.domain.workflows import Choice, Subject, Workflow, begun, decided, decision_on, time_out
from shared.events import LinkCard, MediaObject, PostDetails, ThreadPart

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PEOPLE = [UUID(int=number) for number in range(1, 5)]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def picture(sha256: str = "0" * 64, key: str = "a", alt_text: str = "") -> MediaObject:
    return MediaObject(key=key, media_type="image/png", size=1, sha256=sha256, alt_text=alt_text)


@given(st.dictionaries(st.sampled_from(["x", "mastodon", "bluesky"]), TEXTS, min_size=1), TEXTS)
def test_the_hash_is_of_what_would_be_published(texts: dict[str, str], other: str) -> None:
    """The order of networks says nothing; another text for one of them is another hash."""
    variants = [Variant(network, text) for network, text in texts.items()]
    content = Content("en", tuple(variants))

    assert Content("en", tuple(reversed(variants))).hash == content.hash
    changed = Content("en", (replace(variants[0], text=other), *variants[1:]))
    assert (changed.hash == content.hash) == (other == variants[0].text)
    assert Content("hi", content.variants).hash != content.hash


def test_the_hash_knows_media_by_what_is_seen() -> None:
    """Their bytes and descriptions wherever they are shown, and not where they lie."""

    def hash_with(image: MediaObject) -> list[str]:
        details = PostDetails(
            link=LinkCard(url="https://chai.example", image=image),
            thread=(ThreadPart(text="And", media=(image,)),),
        )
        empty = PostDetails(thread=(ThreadPart(text="And"),))
        return [
            Content("en", (Variant("x", "Tea", (image,)),)).hash,
            Content("en", (Variant("x", "Tea", (), details),)).hash,
            Content("en", (Variant("x", "Tea", (), empty),)).hash,
        ]

    first = hash_with(picture())
    assert hash_with(picture(key="elsewhere")) == first
    for other in (picture("1" * 64), picture(alt_text="Rain.")):
        attached, within, without = hash_with(other)
        assert attached != first[0]
        assert within != first[1]
        assert without == first[2]


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_comparison_are_the_texts_again(before: str, after: str) -> None:
    """What stayed and what went is the one, what stayed and what came is the other."""
    pieces = words(before, after)

    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after
    assert all(piece.text for piece in pieces)


def review_of(*steps: Step) -> Workflow:
    subject = Subject(organization_id=uuid4(), content_hash="0" * 64, item_id=uuid4(), version=1)
    return begun(subject, Review(steps, author_may_approve=True), by=None, now=NOW)


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(["approve", "skip", "reject"]), st.sampled_from(PEOPLE)), max_size=12),
)
def test_it_is_approved_once_every_step_has_its_people(
    needed: list[int], said: list[tuple[Choice, UUID]]
) -> None:
    """In order, by as many different people as each step needs, or skipped; one no ends it."""
    workflow = review_of(
        *(Step(name=str(place), who=Who(("approver",)), needed=many) for place, many in enumerate(needed))
    )
    for choice, who in said:
        if workflow.state != "running" or (choice == "approve" and who in workflow.approvers(workflow.step)):
            continue
        workflow = decided(workflow, decision_on(workflow, choice, by=who, comment="", at=NOW))

    full = [
        len(set(workflow.approvers(step))) >= many
        or any(one.step == step and one.decision == "skip" for one in workflow.decisions)
        for step, many in enumerate(needed)
    ]
    rejected = any(one.decision == "reject" for one in workflow.decisions)
    assert (workflow.state == "approved") == (all(full) and not rejected)
    assert (workflow.state == "rejected") == rejected
    if workflow.state == "running":
        assert full == [True] * workflow.step + [False] * (len(needed) - workflow.step)


@given(st.integers(1, 1_000), st.integers(1, 1_000))
def test_time_runs_out_when_it_is_said(remind: int, end: int) -> None:
    """What is due next is the earlier of reminder and end; the end comes at its instant and not before."""
    step = Step(name="a", who=Who(("approver",)), remind_after_seconds=remind, time_out_after_seconds=end)
    workflow = review_of(step)

    assert workflow.due_at == NOW + timedelta(seconds=min(remind, end))
    assert time_out(workflow, NOW + timedelta(seconds=end - 1)) is None
    late = time_out(workflow, NOW + timedelta(seconds=end))
    assert late is not None
    assert decided(workflow, late).state == "rejected"
    assert decided(workflow, late).due_at is None
