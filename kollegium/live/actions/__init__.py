"""What people do with a lärträff that is going on: steer it, take turns and be there."""

from kollegium.live.actions.belonging import see_out_former
from kollegium.live.actions.closing import close_forgotten
from kollegium.live.actions.helm import hand_over, is_away, steerers, take_back, take_over
from kollegium.live.actions.joining import open_to_code
from kollegium.live.actions.last_press import forget_old as forget_old_presses
from kollegium.live.actions.last_press import undoable
from kollegium.live.actions.on_paper import hold_on_paper
from kollegium.live.actions.pacing import Payer, catch_up, finish_by, take_longer
from kollegium.live.actions.parts import claim_question, next_part
from kollegium.live.actions.presence import arrive, mark, mark_all
from kollegium.live.actions.steering import end, go_on, next_step, pause, start
from kollegium.live.actions.turns import arrange, ask_to_begin, next_speaker
from kollegium.live.actions.undoing import step_back, undo

__all__ = [
    "Payer",
    "arrange",
    "arrive",
    "ask_to_begin",
    "catch_up",
    "claim_question",
    "close_forgotten",
    "end",
    "finish_by",
    "forget_old_presses",
    "go_on",
    "hand_over",
    "hold_on_paper",
    "is_away",
    "mark",
    "mark_all",
    "next_part",
    "next_speaker",
    "next_step",
    "open_to_code",
    "pause",
    "see_out_former",
    "start",
    "steerers",
    "step_back",
    "take_back",
    "take_longer",
    "take_over",
    "undo",
    "undoable",
]
