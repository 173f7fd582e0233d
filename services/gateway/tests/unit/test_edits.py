"""What clients wish for targets."""

from datetime import UTC, datetime
from uuid import uuid4

from services.gateway.api.views.posts import TargetChange, wishes_of
from services.gateway.domain.edits import Library, media_of
from services.gateway.domain.posts import Post, Target, TargetState
from services.gateway.domain.timeline import scheduled
from shared.events import MediaObject

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def picture(key: str) -> MediaObject:
    return MediaObject(key=key, media_type="image/png", size=1, sha256="0" * 64)


def test_an_empty_list_of_uploads_does_not_hide_the_pictures_beside_it() -> None:
    """A client that always sends both fields gets what it names in either."""
    upload = uuid4()
    library = Library({"a": picture("a")}, {upload: picture("b")})

    by_key, by_id, none, nothing_said = wishes_of(
        [
            TargetChange(network="x", media_keys=["a"], media=[]),
            TargetChange(network="x", media_keys=[], media=[upload]),
            TargetChange(network="x", media_keys=[], media=[]),
            TargetChange(network="x", text="Rain"),
        ]
    )

    assert media_of(by_key, library) == (picture("a"),)
    assert media_of(by_id, library) == (picture("b"),)
    assert media_of(none, library) == ()
    assert media_of(nothing_said, library) is None


def test_a_target_that_waits_for_its_media_is_planned_as_well() -> None:
    """The timeline counts every account that the post goes to, not those alone that are ready to go."""
    states: tuple[TargetState, ...] = ("scheduled", "converting", "cancelled")
    post = Post(
        post_id=uuid4(),
        organization_id=uuid4(),
        language="en",
        schedule_kind="instant",
        due_at=NOW,
        grace_seconds=3600,
        created_by=None,
        created_at=NOW,
        updated_at=NOW,
        targets=tuple(
            Target(
                post_id=uuid4(),
                account_id=uuid4(),
                organization_id=uuid4(),
                network="x",
                position=position,
                text="Rain",
                occurrence_at=NOW,
                publication_id=uuid4(),
                state=state,
                state_at=NOW,
            )
            for position, state in enumerate(states)
        ),
    )

    assert scheduled(post) == "Planned for 2026-03-02 09:00:00 UTC on 2 accounts."
