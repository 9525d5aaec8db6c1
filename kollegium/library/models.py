"""What a group brings to a lärträff, and the template that a lärträff follows."""

from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q

from kollegium.derived import Derives, FoundBy, SortsAs
from kollegium.people.models import Organisation, User


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: User) -> "MaterialQuerySet":
        return self.filter(organisation=user.organisation_id)


class Material(Derives):
    """Forskning, nya rön eller beprövad erfarenhet: a reference and a summary, never the work itself."""

    class Kind(models.TextChoices):
        RESEARCH = "research", "Forskning"
        FINDINGS = "findings", "Nya rön"
        EXPERIENCE = "experience", "Beprövad erfarenhet"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="materials")
    kind = models.CharField("Vad är det?", max_length=12, choices=Kind)
    title = models.CharField("Titel", max_length=200)
    source = models.CharField("Vem står bakom?", max_length=200, blank=True, help_text="Författare, år, utgivare.")
    link = models.URLField("Länk", max_length=500, blank=True)
    summary = models.TextField("Sammanfattning med egna ord", max_length=4000, blank=True)
    try_it = models.TextField("Vad kan jag pröva på måndag?", max_length=600, blank=True)
    found_by = FoundBy("title", "source", "summary", "try_it")
    minutes = models.PositiveSmallIntegerField("Minuter att läsa", null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/material/{self.pk}/"


class Step(TypedDict):
    kind: str
    title: str
    minutes: int
    hint: NotRequired[str]
    first_help: NotRequired[str]  # the hint at the group's first lärträff
    protected: NotRequired[bool]
    format: NotRequired[str]


class Section(TypedDict):
    """Of the action plan."""

    key: str
    title: str
    prompts: list[str]  # keys of texts


class Prompts(TypedDict):
    sections: list[Section]
    texts: dict[str, dict[str, str]]  # "tried" → {"text": "Jag har sedan …", "help": …}


class Heading(TypedDict):
    key: str
    title: str
    help: str


class AgendaTemplate(Derives):
    """Mötesmall: steps, prompts and headings as data. A version never changes once a meeting follows it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="templates"
    )  # none: comes with the product
    name = models.CharField(max_length=120)
    sorts_as = SortsAs("name")
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=300, blank=True)
    steps: "models.JSONField[list[Step], list[Step]]" = models.JSONField()
    prompts: "models.JSONField[Prompts, Prompts]" = models.JSONField()
    headings: "models.JSONField[list[Heading], list[Heading]]" = models.JSONField()  # in the protocol's order

    class Meta:
        ordering = ["sorts_as", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "version"], name="one_template_per_version", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="template_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        return sum(step["minutes"] for step in self.steps)

    @property
    def plan(self) -> list[tuple[str, list[str]]]:
        """The action plan's sections, each with its prompts word for word."""
        texts = self.prompts["texts"]
        sections = self.prompts["sections"]
        return [(section["title"], [texts[name]["text"] for name in section["prompts"]]) for section in sections]


class WonderQuestion(models.Model):
    """Undrande fråga: a card for step 3 that asks how we know, in the huvudman's own set."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="wonder_questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("Fråga", max_length=160)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
