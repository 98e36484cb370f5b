"""A real mail server on this machine, that takes, refuses or loses the connection as it is told."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.product import free_port


@dataclass
class Postmaster:
    """What arrived, and whom the server turns away."""

    taken: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    is_breaking: bool = False  # takes the e-mail and hangs up without a word

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.is_breaking:
            server.transport.abort()
        return "250 OK"

    @property
    def addressees(self) -> list[str]:
        return [str(mail["To"]) for mail in self.taken]


def house(postmaster: Postmaster) -> Controller:
    """The server for one test, on a port that is free."""
    return Controller(postmaster, hostname="127.0.0.1", port=free_port())
