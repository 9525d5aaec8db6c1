"""What a password must be to be chosen: the validator, and what it says."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError

from kollegium.identity import guessing
from kollegium.identity.guessing import Part
from kollegium.people.models import User

WHY = {
    Part.OWN: "Det består mest av ditt namn, arbetsplatsens eller Kollegiums.",
    Part.WORD: "Det består mest av ord som många väljer, och siffror eller tecken efter ett ord hjälper inte.",
    Part.PATTERN: "Det upprepar sig eller följer en ordning, till exempel på tangentbordet.",
    Part.NUMBER: "Det består mest av datum och årtal.",
    Part.REST: "Det är för få tecken som inte går att räkna ut.",
}
INSTEAD = "Välj fyra ord som inte hör ihop, eller låt webbläsaren föreslå ett lösenord."


class LetterTokens(PasswordResetTokenGenerator):
    """The links in letters about a new password: void after its change, and when all sessions were ended."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        value = super()._make_hash_value(user, timestamp)
        return f"{value} {user.epoch}" if user.epoch else value


letter_tokens = LetterTokens()


def may_be_chosen(user: User) -> bool:
    """Whether a password may be set here: the first one of somebody invited, or a new one instead of an old.

    Whoever has joined without one signs in by the employer's system. A password besides that would let in whoever
    reads the mailbox, past that system's own rules and after its account has been closed.
    """
    return user.is_invited or user.has_usable_password()


class HardToGuess:
    """For AUTH_PASSWORD_VALIDATORS: the message says why it is easy, and what to do."""

    def validate(self, password: str, user: User | None = None) -> None:
        found = guessing.estimate(password, own_names(user) if user else ())
        if not found.is_enough:
            raise ValidationError(f"Lösenordet är lätt att gissa. {WHY[found.mostly]} {INSTEAD}", code="easy_to_guess")

    def get_help_text(self) -> str:
        return INSTEAD


def own_names(user: User) -> list[str]:
    """What somebody who knows the person tries first."""
    names = [user.given_name, user.family_name, f"{user.given_name} {user.family_name}", user.email]
    places = [getattr(user, "school", None), getattr(user, "organisation", None)]
    return [name for name in [*names, *(place.name for place in places if place)] if name]
