"""How letters fare, in words: one row for each address, and a sentence for them all."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from kollegium.mail.models import Letter
from kollegium.mail.outbox import TEXT_KEPT
from kollegium.swedish import in_order, listed

State = Letter.State
KINDS = {State.SENT: "", State.UNCERTAIN: "sun", State.GIVEN_UP: "plum"}


@dataclass(frozen=True)
class Delivery:
    """One address, and how it went."""

    letter: Letter
    words: str
    kind: str  # of tag
    can_be_sent_again: bool


def deliveries(letters: QuerySet[Letter]) -> list[Delivery]:
    """Those that somebody may need to see to first."""
    rows = letters.order_by("pk").defer("text", "html")
    return sorted(map(_delivery, rows), key=lambda each: (not each.can_be_sent_again, in_order(each.letter.to)))


def summary(rows: list[Delivery]) -> str:
    """Such as "är skickat till 6 och kom inte fram till bo@skola.example": named are those who need something."""
    to = {state: [row.letter.to for row in rows if row.letter.state == state] for state in State.values}
    on_their_way = len(to["waiting"]) + len(to["sending"])
    sentences = [
        ("är skickat till {}", str(len(to["sent"]) or "")),
        ("är på väg till {}", str(on_their_way or "")),
        ("har kanske kommit fram till {}", ", ".join(to["uncertain"])),
        ("kom inte fram till {}", ", ".join(to["given_up"])),
    ]
    return listed([words.format(whom) for words, whom in sentences if whom])


def _delivery(letter: Letter) -> Delivery:
    state = State(letter.state)
    words = str(state.label)
    if state == State.SENT and letter.sent_at:
        words = f"Skickat {_when(letter.sent_at)}"
    elif state == State.WAITING and letter.attempts:
        words = f"Väntar, nytt försök {_when(letter.next_try_at)}"
    stuck = state in (State.UNCERTAIN, State.GIVEN_UP) or (state == State.WAITING and letter.attempts > 0)
    has_text = state == State.WAITING or letter.written_at > timezone.now() - TEXT_KEPT
    return Delivery(letter, words, KINDS.get(state, "quiet"), can_be_sent_again=stuck and has_text)


def _when(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return date_format(local, "H.i" if local.date() == timezone.localdate() else "j F H.i")
