"""The mail that a gateway under test has sent."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from shared.testing.waiting import eventually


class Mailbox:
    """The folder that the gateway writes its mail into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all_for(self, address: str) -> list[EmailMessage]:
        """What somebody got, oldest first."""
        # Parsing is slow, and most of a module's mail is others'.
        files = [path.read_bytes() for path in self._folder.glob("*.eml")]
        mails = [message_from_bytes(file, policy=default) for file in files if address.encode() in file]
        mine = [mail for mail in mails if mail["To"].addresses[0].addr_spec == address]
        return sorted(mine, key=lambda mail: str(mail["Message-ID"]))

    async def newest_for(self, address: str, subject: str = "") -> EmailMessage:
        """The last one with these words in its subject, as soon as there is one."""

        def matching() -> list[EmailMessage]:
            return [mail for mail in self.all_for(address) if subject in mail["Subject"]]

        await eventually(matching)
        return matching()[-1]


def text_of(mail: EmailMessage) -> str:
    """Its words, as a program without HTML shows them."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
