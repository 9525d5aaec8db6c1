"""What people do with a lärträff: plan it, steer it, take turns and be there."""

from kollegium.meetings.actions.calling import call
from kollegium.meetings.actions.inviting import invite_guest, uninvite_guest
from kollegium.meetings.actions.joining import open_to_code
from kollegium.meetings.actions.planning import attach, change, detach, excuse, plan, put_on_duty, unexcuse
from kollegium.meetings.actions.presence import arrive, mark
from kollegium.meetings.actions.steering import add_minutes, end, go_on, next_step, pause, start
from kollegium.meetings.actions.turns import next_speaker

__all__ = [
    "add_minutes",
    "arrive",
    "attach",
    "call",
    "change",
    "detach",
    "end",
    "excuse",
    "go_on",
    "invite_guest",
    "mark",
    "next_speaker",
    "next_step",
    "open_to_code",
    "pause",
    "plan",
    "put_on_duty",
    "start",
    "unexcuse",
    "uninvite_guest",
]
