"""Ways out for e-mail: an SMTP server, or a folder with one file a mail."""

import asyncio
import os
import tempfile
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Literal, Protocol

import aiosmtplib

from services.gateway.domain.mail import Refusal

_TIMEOUT_SECONDS = 30.0
_FIRST_FINAL_CODE = 500


class MailRefusedError(Exception):
    """The mail did not leave; the refusal says whether another try can help."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem)
        self.refusal = refusal


class Transport(Protocol):
    async def send(self, message: EmailMessage) -> None:
        """Hand one mail over.

        Raises:
            MailRefusedError: It was not taken.
        """


@dataclass(frozen=True)
class SmtpServer:
    """Submission to an SMTP server, a connection for each mail.

    Attributes:
        security: `starttls` and `tls` check the server's certificate; `none` is for a server on the same machine.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: str | None = None
    timeout_seconds: float = _TIMEOUT_SECONDS

    async def send(self, message: EmailMessage) -> None:
        try:
            # aiosmtplib's own limit is for each command; a server that trickles must not hold a sender for ever.
            async with asyncio.timeout(4 * self.timeout_seconds):
                await self._send(message)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise MailRefusedError(_refusal(error)) from None

    async def _send(self, message: EmailMessage) -> None:
        await aiosmtplib.send(
            message,
            hostname=self.host,
            port=self.port,
            use_tls=self.security == "tls",
            start_tls=self.security == "starttls",
            username=self.username,
            password=self.password,
            timeout=self.timeout_seconds,
        )


def _refusal(error: Exception) -> Refusal:
    """What went wrong, in stable words: a server's own may repeat what was sent."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in error.recipients]
        return Refusal(f"recipient refused: {codes[0]}", is_final=min(codes) >= _FIRST_FINAL_CODE)
    if isinstance(error, aiosmtplib.SMTPDataError):
        return Refusal(f"message refused: {error.code}", is_final=error.code >= _FIRST_FINAL_CODE)
    # The rest is between the server and us: a password, a sender's address, a network. Whoever runs this can mend it.
    code = getattr(error, "code", None)
    return Refusal(f"{type(error).__name__}{'' if code is None else f': {code}'}", is_final=False)


@dataclass(frozen=True)
class MailboxFolder:
    """A folder with a file `<id>.eml` for each mail, for a machine without a mail server; a repeat takes the same name."""

    folder: Path

    async def send(self, message: EmailMessage) -> None:
        try:
            await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise MailRefusedError(Refusal(f"mailbox folder: {error.strerror}", is_final=False)) from None

    def _write(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        # Whole or not at all: whoever reads the folder never sees half a mail.
        descriptor, path = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes())
            Path(path).rename(self.folder / f"{name}.eml")
        finally:
            Path(path).unlink(missing_ok=True)
