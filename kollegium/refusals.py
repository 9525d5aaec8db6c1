"""The domain's errors: why an action was not carried out, in words for the person who asked for it."""


class Refused(Exception):
    """A rule of the domain says no; the text says why and what to do."""


class OutOfOrder(Exception):
    """The server can't do it as it is set up; the text says what the one who runs it must do. Nothing is changed."""


class Busy(Exception):
    """Too many want the same at once; the text says to come back in a moment. Nothing is changed."""
