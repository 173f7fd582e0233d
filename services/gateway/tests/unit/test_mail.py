"""The words and the form of e-mails."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway import mail
from services.gateway.domain.mail import EmailJob, Refusal, RenderedEmail, next_step
from services.gateway.mail import Sender, compose, render
from shared.ids import new_id

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SENDER = Sender("postwright@example.org", "Postwright")
TEMPLATES = {
    path.stem for path in (Path(mail.__file__).parent / "templates").glob("*.txt") if path.stem != "layout"
}
# Everything that any template names.
PARAMETERS = {
    "username": "ada",
    "email": "ada@example.org",
    "url": "https://postwright.example/x?token=1&more=2",
    "hours": 24,
    "minutes": 30,
    "days": 7,
    "at": "2026-11-21 09:00 UTC",
    "inviter": "Grace",
    "organization": "Acme <b>",
    "role": "editor",
    "subject": "A post failed",
    "lines": ["Two <lines>.", "Of words."],
}


def job(subject: str = "Hello", recipient: str = "ada@example.org", attempts: int = 0) -> EmailJob:
    return EmailJob(
        new_id(), recipient, "notice", RenderedEmail(subject, "Grüße\n", "<p>Grüße</p>"), None, NOW, attempts
    )


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_each_template_has_a_subject_a_text_and_html(template: str) -> None:
    """Both halves of every template say the same things; what people wrote is no markup."""
    rendered = render(template, PARAMETERS, "https://postwright.example/unsubscribe/1")

    assert rendered.subject
    assert "{{" not in rendered.text + rendered.html
    assert "Acme <b>" not in rendered.html
    assert "Two <lines>." not in rendered.html


def test_a_missing_parameter_is_an_error() -> None:
    """Nobody gets a mail with a hole where the link should be."""
    with pytest.raises(jinja2.UndefinedError):
        render("verify_email", {"username": "ada"})


def test_a_domain_of_other_letters_is_written_in_ascii() -> None:
    """Few servers take it otherwise, and without its mail nobody there could verify an address or reset a password."""
    assert compose(job(recipient="ada@bücher.example"), SENDER)["To"] == "ada@xn--bcher-kva.example"


def test_letters_beyond_ascii_before_the_at_are_written_as_they_are() -> None:
    """There is no other way to write them; servers that take such addresses say so (SMTPUTF8)."""
    message = compose(job(recipient="jürgen@bücher.example"), SENDER)

    assert "To: jürgen@xn--bcher-kva.example\r\n".encode() in message.as_bytes()
    assert message_from_bytes(message.as_bytes(), policy=default)["To"] == "jürgen@xn--bcher-kva.example"


def test_an_address_in_quotes_stays_one_address() -> None:
    """What stands before the @ may hold blanks and more."""
    message = compose(job(recipient='"ada lovelace"@example.com'), SENDER)

    assert message["To"].addresses[0].addr_spec == '"ada lovelace"@example.com'


@given(st.text(max_size=300))
def test_a_name_cannot_add_a_header(name: str) -> None:
    """Whatever a subject holds, the mail reads back with that subject alone."""
    rendered = render("invitation", PARAMETERS | {"organization": name})
    message = compose(job(rendered.subject), SENDER)
    read = message_from_bytes(message.as_bytes(), policy=default)

    assert set(read.keys()) == {
        "Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"
    }  # fmt: skip


@given(st.text("ab<\n\r\t\u2028\u2029\u202e\u2066\u200b", max_size=40))
def test_a_name_says_nothing_but_itself(name: str) -> None:
    """It begins no line and turns no words round, also where it was kept before names had rules."""
    parameters = PARAMETERS | {"inviter": name, "organization": name, "lines": [name]}
    mails = [render("invitation", parameters), render("notice", parameters | {"subject": name})]
    empty = [
        render("invitation", parameters | {"inviter": "", "organization": ""}),
        render("notice", parameters | {"lines": [""]}),
    ]

    for rendered, bare in zip(mails, empty, strict=True):
        words = rendered.subject + rendered.text + rendered.html
        assert not set(words) & set("\r\t\u2028\u2029\u202e\u2066\u200b")
        assert rendered.html.count("\n") == bare.html.count("\n")


def test_a_repeat_is_the_same_mail() -> None:
    """A mail that is sent again after a crash has the same bytes, Message-ID among them."""
    one = job()

    assert compose(one, SENDER).as_bytes() == compose(one, SENDER).as_bytes()
    assert compose(one, SENDER)["Message-ID"] == f"<{one.email_id}@example.org>"


def test_a_refusal_that_is_final_ends_it() -> None:
    """No address is tried again that does not exist."""
    assert next_step(job(), Refusal("550", is_final=True), NOW) == "refused"


@given(st.integers(0, 10_000))
def test_another_try_follows_within_the_hour_for_three_days(attempts: int) -> None:
    """The waits grow and stay bounded; after three days it is given up."""
    wait = next_step(job(attempts=attempts), Refusal("421", is_final=False), NOW + timedelta(days=2))

    assert isinstance(wait, float)
    assert 15 <= wait <= 3_600
    assert next_step(job(), Refusal("421", is_final=False), NOW + timedelta(days=4)) == "refused"
