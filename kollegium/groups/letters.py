"""Letters to a lärgrupp about who has been added to it."""

from collections.abc import Sequence

from kollegium.groups.models import Membership
from kollegium.mail.letters import write
from kollegium.people.models import User


def about(membership: Membership) -> str:
    return f"member:{membership.pk}"


def member_added(memberships: Sequence[Membership], *, to: User, by: User) -> None:
    """To each who was in the group, when somebody who is not in it has added members: one letter for all of them."""
    membership, group = memberships[0], memberships[0].group
    added = [membership.user_id for membership in memberships]
    who = f"{len(added)} kollegor är tillagda" if len(added) > 1 else f"{membership.user.name} är tillagd"
    write(
        "member_added",
        key=f"{about(membership)}:{to.pk}",
        about=about(membership),
        to=to.email,
        by=by,
        memberships=memberships,
        news=f"{who} i {group.name}",
        membership=membership,
        group=group,
        person=to,
        leaders=" eller ".join(leader.name for leader in group.leaders().exclude(pk__in=added)),
    )
