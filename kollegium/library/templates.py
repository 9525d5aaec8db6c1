"""The template that comes with the product, as a row that meetings can follow."""

from kollegium.library import default_template
from kollegium.library.models import AgendaTemplate
from kollegium.prepared import Prepared


def default() -> AgendaTemplate:
    """Borås/Lilla Edet, 90 minuter. Changed texts become a new version; what was written keeps its own."""
    content = {
        "steps": [{**step, "hint": step["help"]} for step in default_template.STEPS],
        "prompts": {"sections": list(default_template.PLAN_SECTIONS), "texts": default_template.PLAN_PROMPTS},
        "headings": list(default_template.HEADINGS),
    }
    latest = AgendaTemplate.objects.filter(organisation=None, name=default_template.NAME).first()
    if latest and _as_stored(content) == {key: getattr(latest, key) for key in content}:
        return latest
    return AgendaTemplate.objects.create(
        name=default_template.NAME,
        version=latest.version + 1 if latest else 1,
        source=default_template.SOURCE,
        **content,
    )


def by_key(pk: int) -> AgendaTemplate:
    """The one that a meeting follows."""
    return _templates(pk)[0]


def _as_stored(content: object) -> object:
    """JSON knows lists and no tuples."""
    if isinstance(content, dict):
        return {key: _as_stored(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_as_stored(value) for value in content]
    return content


_templates: Prepared[AgendaTemplate] = Prepared(lambda pk: AgendaTemplate.objects.filter(pk=pk), int)
