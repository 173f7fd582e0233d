"""The form of an e-mail (RFC 5322), the same on every try."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from email_validator import validate_email

from services.gateway.domain.mail import EmailJob


@dataclass(frozen=True, slots=True)
class Sender:
    """Who mail comes from."""

    address: str
    name: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def compose(job: EmailJob, sender: Sender) -> EmailMessage:
    """The message; a second one of the same e-mail is the same, and can be known by its Message-ID."""
    recipient = _written(job.recipient)
    # Letters beyond ASCII before the @ are written as they are, for servers that take them (RFC 6531).
    message = EmailMessage(policy=SMTP if recipient.isascii() else SMTPUTF8)
    message["Message-ID"] = f"<{job.email_id}@{sender.domain}>"
    message["Date"] = format_datetime(job.created_at)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = _address(recipient)
    message["Subject"] = job.rendered.subject
    # Says to vacation notices and the like that nobody reads answers (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if job.unsubscribe_url is not None:
        message["List-Unsubscribe"] = f"<{job.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(job.rendered.text)
    message.add_alternative(job.rendered.html, subtype="html")
    boundary = f"part-{job.email_id.hex}"
    message.set_boundary(boundary)
    return message


def _address(written: str) -> Address:
    if written.isascii():
        return Address(addr_spec=written)
    # What reads an address at once takes no other letters.
    local, _, domain = written.rpartition("@")
    return Address(username=local, domain=domain)


def _written(address: str) -> str:
    """The address with its domain as every mail server reads it: many take no other letters than ASCII's."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}@{validate_email(address, check_deliverability=False).ascii_domain}"
