from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.publisher.domain.access import Choice, ConsentPage, Grant, Identity
from services.publisher.domain.connections import Secrets, kept_renewal, offered_accounts
from services.publisher.domain.failures import failure, with_scopes_named
from shared import capabilities

TEXTS = st.dictionaries(st.text(max_size=10), st.text(max_size=20), max_size=4)
INSTANTS = st.none() | st.datetimes(timezones=st.just(UTC))
CHOICES = st.builds(
    Choice,
    st.just("x"),
    st.text(max_size=8),
    st.builds(Identity, st.text(), st.text(), st.text(), st.text()),
    st.builds(Grant, TEXTS, INSTANTS, INSTANTS),
)
ENDS = datetime(2026, 12, 1, tzinfo=UTC)


@given(
    st.builds(
        Secrets,
        st.text(),
        st.none() | st.builds(ConsentPage, st.text(), TEXTS),
        st.none() | TEXTS,
        st.dictionaries(st.text(max_size=4), CHOICES, max_size=3),
    )
)
def test_secrets_are_read_back_as_they_were_written(secrets: Secrets) -> None:
    """Whatever a network gives."""
    assert Secrets.from_bytes(secrets.to_bytes()) == secrets


@given(CHOICES)
def test_nothing_secret_is_offered(choice: Choice) -> None:
    """What is told of a choice is its identity alone; nor does it show when it is printed."""
    marked = Choice(choice.network, choice.kind, choice.identity, Grant({"token": "planted-secret"}))

    [told] = offered_accounts({"1": marked})
    assert "planted-secret" not in told.model_dump_json()
    assert "planted-secret" not in repr(Secrets("planted-secret", offers={"1": marked}))


def test_what_renews_an_account_survives_a_consent_that_gives_none() -> None:
    """As Google, which gives a refresh token the first time only; the token then does not end the consent."""
    former = {"refresh_token": "former", "client_id": "app", "access_token": "old"}
    renewed = kept_renewal(Grant({"access_token": "new", "client_id": "app"}, None, ENDS), former)

    assert renewed == Grant(
        {"access_token": "new", "client_id": "app", "refresh_token": "former"}, ENDS, None
    )


def test_a_new_refresh_token_or_another_application_takes_nothing_over() -> None:
    """The former one belongs to another consent, or to another application."""
    former = {"refresh_token": "former", "client_id": "app"}
    fresh = Grant({"refresh_token": "new", "client_id": "app"})
    other = Grant({"access_token": "new", "client_id": "other"}, None, ENDS)

    assert kept_renewal(fresh, former) is fresh
    assert kept_renewal(other, former) is other
    assert kept_renewal(other, None) is other


def test_a_missing_scope_is_named() -> None:
    """X does not say which: then all that are needed are named; a network that names it is quoted as it is."""
    registry = capabilities.load()
    vague = failure("reconnect", "x.scope_missing", "Forbidden")
    named = failure("reconnect", "x.scope_missing", "lacks tweet.write")
    other = failure("reconnect", "x.token_revoked", "Forbidden")

    assert "tweet.write" in with_scopes_named(vague, "x", registry).detail
    assert with_scopes_named(named, "x", registry) == named
    assert with_scopes_named(other, "x", registry) == other
