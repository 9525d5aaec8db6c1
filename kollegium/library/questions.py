"""Undrande frågor: the huvudman's own set, or the one that comes with the product."""

from django.db import transaction

from kollegium.library.default_questions import QUESTIONS
from kollegium.library.models import WonderQuestion
from kollegium.people.models import Organisation


def of(organisation: Organisation) -> list[str]:
    own = WonderQuestion.objects.filter(organisation=organisation).values_list("text", flat=True)
    return list(own) or list(QUESTIONS)


@transaction.atomic
def replace(organisation: Organisation, texts: list[str]) -> None:
    """These and no others; none at all: back to the set that comes with the product."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two curators at once must not add up
    WonderQuestion.objects.filter(organisation=organisation).delete()
    WonderQuestion.objects.bulk_create(
        WonderQuestion(organisation=organisation, position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )
