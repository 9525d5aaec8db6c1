"""`manage.py reseal`: seals every plan and note with the first key, after which the older keys can be taken away."""

from django.core.management.base import BaseCommand
from django.db import transaction

from kollegium.plans.fields import SealedText
from kollegium.plans.models import ActionPlan, Note

AT_A_TIME = 200  # rows in one transaction


class Command(BaseCommand):
    help = "Försegla alla handlingsplaner och anteckningar med den första nyckeln i KOLLEGIUM_PLAN_KEYS."

    def handle(self, *args: object, **options: object) -> None:
        done = sum(_reseal(model) for model in (ActionPlan, Note))
        self.stdout.write(f"{done} rader är förseglade med den första nyckeln.")


def _reseal(model: type[ActionPlan] | type[Note]) -> int:
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedText)]
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(model.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:AT_A_TIME])
            for row in rows:
                for name in names:
                    setattr(row, name, getattr(row, name))  # read, and so opened: it is sealed anew when saved
                row.save(update_fields=names)
        if not rows:
            return done
        done, last = done + len(rows), rows[-1].pk
