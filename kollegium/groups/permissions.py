"""The one table: which role may do what with what the group owns, and who sees what."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied


class May(StrEnum):
    READ = "read"
    WRITE = "write"  # in the draft, with the others
    LEAD = "lead"  # plan, call, start, steer and end a lärträff
    FINALISE = "finalise"
    MIRROR = "mirror"  # how the group talks, at this lärträff
    ARRANGE = "arrange"  # the group itself: its name, members and leaders


class Role(StrEnum):
    MEMBER = "member"
    LEADER = "leader"
    DOCUMENTARIAN = "documentarian"
    REFLECTOR = "reflector"
    HELM = "helm"  # steers this lärträff in the lärledare's place
    DEVELOPMENT_LEADER = "development_leader"
    ADMINISTRATOR = "administrator"


MAY: dict[Role, set[May]] = {
    Role.MEMBER: {May.READ, May.WRITE},
    Role.LEADER: {May.READ, May.WRITE, May.LEAD, May.FINALISE, May.ARRANGE},
    Role.DOCUMENTARIAN: {May.READ, May.WRITE, May.FINALISE},
    Role.REFLECTOR: {May.READ, May.WRITE, May.MIRROR},
    Role.HELM: {May.READ, May.WRITE, May.LEAD},
    Role.DEVELOPMENT_LEADER: {May.READ, May.ARRANGE},
    Role.ADMINISTRATOR: {May.READ, May.ARRANGE},
}

REFUSAL = {
    May.READ: "Det här är inte öppet för dig.",
    May.WRITE: "Bara lärgruppens medlemmar kan skriva här.",
    May.LEAD: "Bara lärledaren kan göra det här. Be lärledaren, eller be om att få bli lärledare i gruppen.",
    May.FINALISE: "Bara dokumentatören eller lärledaren kan färdigställa protokollet.",
    May.MIRROR: "Bara den som är samtalsreflektör fyller i spegeln.",
    May.ARRANGE: "Bara lärledaren eller administratören kan ändra lärgruppen.",
}


def allowed(roles: set[Role]) -> set[May]:
    return set().union(*(MAY[role] for role in roles))


def require(roles: set[Role], may: May) -> None:
    """Raises PermissionDenied with a Swedish text: it is yours to see, but not to do."""
    if may not in allowed(roles):
        raise PermissionDenied(REFUSAL[may])
