"""Undrande frågor: the huvudman's own set, or the one that comes with the product."""

from django.db import transaction

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.library.default_questions import QUESTIONS
from kollegium.library.models import WonderQuestion
from kollegium.people.models import Organisation, User
from kollegium.prepared import Prepared


def of(organisation: Organisation) -> list[str]:
    return [question.text for question in _own(organisation.pk)] or list(QUESTIONS)


@transaction.atomic
def replace(organisation: Organisation, texts: list[str], *, by: User) -> None:
    """These and no others; none at all: back to the set that comes with the product."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two curators at once must not add up
    WonderQuestion.objects.filter(organisation=organisation).delete()
    fill(organisation, texts)
    record(Kind.QUESTIONS_CHANGED, by=by, words=f"nu {len(texts)}" if texts else "de som följer med Kollegium")


def fill(organisation: Organisation, texts: list[str]) -> None:
    """The huvudman's own set, where there is none yet."""
    WonderQuestion.objects.bulk_create(
        WonderQuestion(organisation=organisation, position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )


_own: Prepared[WonderQuestion] = Prepared(lambda pk: WonderQuestion.objects.filter(organisation=pk), int)
