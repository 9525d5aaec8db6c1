"""What people do with a lärträff beforehand: plan it, call to it, change it, call it off and invite guests to it."""

from kollegium.meetings.actions.calling import call
from kollegium.meetings.actions.calling_off import call_off, reinstate
from kollegium.meetings.actions.carrying_on import carry_on
from kollegium.meetings.actions.formats import choose_format
from kollegium.meetings.actions.inviting import invite_guest, uninvite_guest
from kollegium.meetings.actions.planning import (
    attach,
    change,
    change_turns,
    detach,
    excuse,
    name_deputy,
    plan,
    put_on_duty,
    unexcuse,
)

__all__ = [
    "attach",
    "call",
    "call_off",
    "carry_on",
    "change",
    "change_turns",
    "choose_format",
    "detach",
    "excuse",
    "invite_guest",
    "name_deputy",
    "plan",
    "put_on_duty",
    "reinstate",
    "unexcuse",
    "uninvite_guest",
]
