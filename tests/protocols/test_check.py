"""What must be looked at before a protocol is finished: a pupil's name, and not a colleague's."""

import pytest

from kollegium import privacy
from kollegium.demo import Demo
from kollegium.protocols import actions, check, notes
from kollegium.protocols.models import Protocol
from kollegium.refusals import Refused
from tests.protocols.conftest import write


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Eleven Ali fick hjälp.", ["Ali"]),
        ("Alis hypotes ritades.", ["Alis"]),
        ("Ali i 5B har adhd.", ["5B", "adhd", "Ali"]),
        ("Bo och Carin läste, och Annas fråga blev kvar.", []),  # they are in the lärgrupp
        ("Fyra elever kom inte igång.", []),
    ],
)
def test_a_name_is_asked_about_unless_it_is_a_colleagues(demo: Demo, words: str, found: list[str]) -> None:
    assert [finding.words for finding in check.findings(demo.meeting, {"talked": words})] == found


def test_a_protocol_with_a_name_is_not_finished_until_somebody_has_answered(demo: Demo, ended: Protocol) -> None:
    write(ended, demo["carin"].pk, "talked", " Eleven Ali fick hjälp.")
    with pytest.raises(Refused, match="personuppgifter"):
        actions.finalise(ended, by=demo["bo"])

    seen = privacy.token(check.findings(ended.meeting, notes.text(ended.pk)))

    assert actions.finalise(ended, by=demo["bo"], seen=seen).is_final
