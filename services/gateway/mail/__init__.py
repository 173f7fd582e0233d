"""E-mails: their words, their form, and the way out."""

from services.gateway.mail.composing import Sender, compose
from services.gateway.mail.rendering import render
from services.gateway.mail.transports import MailboxFolder, MailRefusedError, SmtpServer, Transport

__all__ = ["MailRefusedError", "MailboxFolder", "Sender", "SmtpServer", "Transport", "compose", "render"]
