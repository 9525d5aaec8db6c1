"""What people do with a lärträff: plan it, steer it, take turns and be there."""

from kollegium.meetings.actions.belonging import see_out_former
from kollegium.meetings.actions.calling import call
from kollegium.meetings.actions.calling_off import call_off, reinstate
from kollegium.meetings.actions.carrying_on import carry_on
from kollegium.meetings.actions.closing import close_forgotten
from kollegium.meetings.actions.helm import hand_over, is_away, name_deputy, steerers, take_back, take_over
from kollegium.meetings.actions.inviting import invite_guest, uninvite_guest
from kollegium.meetings.actions.joining import open_to_code
from kollegium.meetings.actions.last_press import forget_old as forget_old_presses
from kollegium.meetings.actions.last_press import undoable
from kollegium.meetings.actions.on_paper import hold_on_paper
from kollegium.meetings.actions.pacing import Payer, catch_up, finish_by, take_longer
from kollegium.meetings.actions.parts import choose_format, next_part, own
from kollegium.meetings.actions.planning import (
    attach,
    change,
    change_turns,
    detach,
    excuse,
    plan,
    put_on_duty,
    unexcuse,
)
from kollegium.meetings.actions.presence import arrive, mark, mark_all
from kollegium.meetings.actions.steering import end, go_on, next_step, pause, start
from kollegium.meetings.actions.turns import arrange, ask_to_begin, next_speaker
from kollegium.meetings.actions.undoing import step_back, undo

__all__ = [
    "Payer",
    "arrange",
    "arrive",
    "ask_to_begin",
    "attach",
    "call",
    "call_off",
    "carry_on",
    "catch_up",
    "change",
    "change_turns",
    "choose_format",
    "close_forgotten",
    "detach",
    "end",
    "excuse",
    "finish_by",
    "forget_old_presses",
    "go_on",
    "hand_over",
    "hold_on_paper",
    "invite_guest",
    "is_away",
    "mark",
    "mark_all",
    "name_deputy",
    "next_part",
    "next_speaker",
    "next_step",
    "open_to_code",
    "own",
    "pause",
    "plan",
    "put_on_duty",
    "reinstate",
    "see_out_former",
    "start",
    "steerers",
    "step_back",
    "take_back",
    "take_longer",
    "take_over",
    "undo",
    "undoable",
    "unexcuse",
    "uninvite_guest",
]
