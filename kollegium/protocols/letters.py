"""The letter with the finished protocol."""

from collections.abc import Iterable

from kollegium.mail.letters import write
from kollegium.people.models import User
from kollegium.protocols.headings import Section
from kollegium.protocols.models import Protocol


def about(protocol: Protocol) -> str:
    return f"protocol:{protocol.pk}"


def protocol(
    protocol: Protocol, addresses: Iterable[str], sections: list[Section], *, by: User, names: bool = True
) -> None:
    """Once to each address. Without `names` it doesn't say who finalised it either."""
    for address in addresses:
        write(
            "protocol",
            key=f"{about(protocol)}:{address.lower()}",
            about=about(protocol),
            to=address,
            by=by,
            protocol=protocol,
            meeting=protocol.meeting,
            sections=sections,
            names=names,
        )
