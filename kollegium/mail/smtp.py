"""Django's SMTP connection, which also knows whether a letter's body had begun when something went wrong."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

GO_AHEAD = 354  # the server's answer to DATA: what comes now is the letter


class _KnowsItsPlace:
    """`has_begun`: the server has asked for the body, so from here on only its own answer tells whether it has it."""

    has_begun = False

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()  # type: ignore[misc]
        self.has_begun = self.has_begun or code == GO_AHEAD
        return code, words


class _Plain(_KnowsItsPlace, smtplib.SMTP):
    pass


class _Encrypted(_KnowsItsPlace, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    connection: _Plain | _Encrypted | None

    @property
    def connection_class(self) -> type[_Plain | _Encrypted]:
        return _Encrypted if self.use_ssl else _Plain

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if self.connection:
            self.connection.has_begun = False
        return super().send_messages(messages) or 0

    @property
    def has_begun(self) -> bool:
        """The last letter may be with the server, whatever error it ended in."""
        return bool(self.connection and self.connection.has_begun)
