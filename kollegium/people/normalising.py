"""How a password is read: the same word however a keyboard composes its letters."""

import unicodedata


def normalised(password: str) -> str:
    """NFKC, as NIST SP 800-63B asks for: a Mac may send å as a and a ring, a phone as one letter."""
    return unicodedata.normalize("NFKC", password)
