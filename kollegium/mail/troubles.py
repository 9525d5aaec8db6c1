"""What an error on the way to the mail server means: whose trouble it is, and what becomes of the letter."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import Enum, auto

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class Fate(Enum):
    WAITS = auto()  # the trouble is ours or the mail server's: tried until it is over
    WAITS_FOR_RECEIVER = auto()  # "not now": tried for some days
    WAITS_TO_SEE = auto()  # a policy: ours to mend, or the receiver's own if others get their letters meanwhile
    REFUSED = auto()  # the receiver's definite no
    UNCERTAIN = auto()  # the letter may have arrived


@dataclass(frozen=True)
class Trouble:
    fate: Fate
    words: str  # Swedish, for the one who looks


NO_ANSWER = "E-postservern svarar inte. Vi försöker igen."
HUNG_UP = "E-postservern bröt innan den hade tagit emot mejlet. Vi försöker igen."
BROKE = "Förbindelsen bröts medan mejlet lämnades över."
NO_TLS = "Förbindelsen med e-postservern går inte att kryptera. Felet är inte mottagarens. Mejlet väntar."
NO_LOGIN = (
    "E-postservern godtar inte vårt användarnamn och lösenord ({code}). Felet är inte mottagarens. Mejlet väntar."
)
NOT_FROM_US = "E-postservern tar inte emot mejl från vår avsändare ({code}). Felet är inte mottagarens. Mejlet väntar."
NOT_THROUGH = "E-postservern släpper inte igenom våra mejl ({code}). Felet är inte mottagarens. Mejlet väntar."
NOT_TO_THIS_ONE = "E-postservern släpper inte igenom mejlet till den här mottagaren ({code})."
NOT_NOW = "Mottagarens e-postserver bad oss vänta. Vi försöker igen."
UNKNOWN = "Mottagarens e-postserver känner inte vid adressen ({code})."
NOT_THIS = "E-postservern tog inte emot mejlet ({code})."
NO_ADDRESS = "Adressen går inte att skicka till."
OURS = "Mejlet gick inte att skicka för ett fel hos oss. Felet är inte mottagarens. Mejlet väntar."

# RFC 3463: of the sender's address, the mail system, the network, the protocol or the policy: not the receiver's doing.
NOT_THE_RECEIVERS = re.compile(r"5\.(1\.[78]|3\.[0-35]|4\.[2-9]|5\.[1-9]|7\.\d+)\b")
ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")
POLICY = re.compile(r"5\.7\.(0|1|2|7|1[3-9]|[2-9]\d|\d{3})\b")  # the others are about signing in and encryption
NO = (550, 551, 552, 553, 554, 556)  # RFC 5321: about this mailbox or letter; the other 5xx are about how we ask
RELAYING = re.compile(r"relay|authenti", re.IGNORECASE)


def of_the_connection(error: Exception) -> Trouble:
    """Before any letter was taken up: nothing here is a receiver's doing."""
    match error:
        case smtplib.SMTPAuthenticationError(smtp_code=code):
            return Trouble(Fate.WAITS, NO_LOGIN.format(code=code))
        case ssl.SSLError():
            return Trouble(Fate.WAITS, NO_TLS)
        case smtplib.SMTPNotSupportedError():
            return Trouble(Fate.WAITS, NO_TLS if "STARTTLS" in str(error) else OURS)
        case OSError():  # smtplib's errors too
            return Trouble(Fate.WAITS, NO_ANSWER)
        case _:
            return Trouble(Fate.WAITS, OURS)


def of_a_letter(error: Exception, to: str, *, has_begun: bool) -> Trouble:
    """`has_begun`: the server had asked for the body."""
    match error:
        case smtplib.SMTPDataError(smtp_code=code) if 400 <= code < 600:
            return _answered(code, error.smtp_error, NOT_THIS)
        case _ if has_begun:
            return Trouble(Fate.UNCERTAIN, BROKE)
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code, words = next(iter(refused.values()))
            return _answered(code, words, UNKNOWN)
        case smtplib.SMTPSenderRefused(smtp_code=code) if code >= 500:
            return Trouble(Fate.WAITS, NOT_FROM_US.format(code=code))
        case ValueError() if not _is_an_address(to):
            return Trouble(Fate.REFUSED, NO_ADDRESS)
        case smtplib.SMTPServerDisconnected():
            return Trouble(Fate.WAITS, HUNG_UP)
        case _:
            return of_the_connection(error)


def _answered(code: int, words: bytes | str, no: str) -> Trouble:
    answer = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    if not 500 <= code < 600:
        return Trouble(Fate.WAITS_FOR_RECEIVER, NOT_NOW) if 400 <= code < 500 else Trouble(Fate.WAITS, HUNG_UP)
    if ENHANCED.search(answer):
        is_definite = not NOT_THE_RECEIVERS.search(answer)
    else:
        is_definite = code in NO and not RELAYING.search(answer)
    if is_definite:
        return Trouble(Fate.REFUSED, no.format(code=code))
    if code in NO and POLICY.search(answer) and not RELAYING.search(answer):
        return Trouble(Fate.WAITS_TO_SEE, NOT_TO_THIS_ONE.format(code=code))
    return Trouble(Fate.WAITS, NOT_THROUGH.format(code=code))


def _is_an_address(to: str) -> bool:
    try:
        validate_email(to)
    except ValidationError:
        return False
    return True
