"""The room's pages are tried with the same members at the socket as the wire's frames."""

from tests.wire.conftest import begun, join  # noqa: F401  (fixtures)
