"""What people do with a lärträff: plan it, steer it, take turns and be there."""

from kollegium.meetings.actions.calling import call
from kollegium.meetings.actions.closing import close_forgotten
from kollegium.meetings.actions.helm import hand_over, is_away, name_deputy, steerers, take_back, take_over
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
    "close_forgotten",
    "detach",
    "end",
    "excuse",
    "go_on",
    "hand_over",
    "is_away",
    "mark",
    "name_deputy",
    "next_speaker",
    "next_step",
    "pause",
    "plan",
    "put_on_duty",
    "start",
    "steerers",
    "take_back",
    "take_over",
    "unexcuse",
]
