"""Who is next as dokumentatör or samtalsreflektör: nobody twice before all once. Pure."""

from collections.abc import Collection, Sequence


def queue(members: Sequence[int], held: Sequence[int], absent: Collection[int] = ()) -> list[int]:
    """The members in the order their turn comes.

    `members`: ids in the group's own order. `held`: who has had the duty, oldest first. `absent`: who can't come
    this time; they keep their place and are first when they are back.
    """
    # By when, never by how many times: a newcomer to an old group is first once, not until the count is even.
    latest = {member: position for position, member in enumerate(held)}
    order = {member: position for position, member in enumerate(members)}
    waiting = [member for member in members if member not in absent]
    return sorted(waiting, key=lambda member: (latest.get(member, -1), order[member]))


def proposal(
    members: Sequence[int], documented: Sequence[int], reflected: Sequence[int], absent: Collection[int] = ()
) -> tuple[int | None, int | None]:
    """Next dokumentatör and samtalsreflektör, two different persons when there are two to choose from."""
    documentarian = next(iter(queue(members, documented, absent)), None)
    others = [member for member in queue(members, reflected, absent) if member != documentarian]
    return documentarian, next(iter(others), None)
