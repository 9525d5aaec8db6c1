"""The call that its sender looks at is the call that is sent."""

from collections.abc import Callable
from html import escape

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.meetings import actions, letters
from kollegium.meetings.models import Meeting
from tests.mail.conftest import words_shown
from tests.meetings.test_views import filled

SignIn = Callable[[str], Client]


@pytest.mark.parametrize("is_called", [False, True])
@pytest.mark.parametrize("said", [{}, {"place": "Bi & bo", "question": "Hur <vet> vi det?", "purpose": "Att\n\nse."}])
def test_the_call_shown_beforehand_is_word_for_word_the_letter(
    demo: Demo, sign_in: SignIn, is_called: bool, said: dict[str, str]
) -> None:
    anna, address = sign_in("anna"), f"/moten/{demo.meeting.pk}/"
    actions.put_on_duty(demo.meeting, "documentarian", demo["anna"], by=demo["anna"])
    if is_called:
        actions.call(Meeting.objects.get(pk=demo.meeting.pk), by=demo["anna"])
        Letter.objects.all().delete()
    if said:
        anna.post(f"{address}andra/", filled(**said))

    response = anna.get(f"{address}kallelse/")
    anna.post(f"{address}kallelse/", {"after": response.context["stamp"]})

    letter, page = Letter.objects.get(to=demo["anna"].email), response.content.decode()
    assert words_shown(page) == letter.text.split()
    assert f"<strong>{escape(letter.subject)}</strong>" in page
    assert "Du är dokumentatör den här gången." in letter.text
    assert ("Ändrat sedan förra kallelsen:" in letter.text) == bool(is_called and said)


def test_drawn_beforehand_it_has_the_same_subject_text_and_html(demo: Demo) -> None:
    meeting, said = demo.meeting, {"changes": ["Ny plats: Biblioteket"], "because": "Aulan är upptagen."}
    beforehand = letters.call_beforehand(meeting, to=demo["carin"], by=demo["anna"], **said)

    letters.call(meeting, to=demo["carin"], by=demo["anna"], **said)

    letter = Letter.objects.get(to=demo["carin"].email)
    assert (beforehand.subject, beforehand.text, beforehand.html) == (letter.subject, letter.text, letter.html)
