"""Mine to take along: the thread as PDF, as a document to edit, and as data."""

from django.http import Http404, HttpResponse

from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.plans import taking_along
from kollegium.plans.queries import every_plan, notes

KINDS = {
    "pdf": (taking_along.as_pdf, "application/pdf"),
    "docx": (taking_along.as_document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "json": (taking_along.as_data, "application/json; charset=utf-8"),
}


def take(request: SignedInRequest, kind: str) -> HttpResponse:
    """Only ever the signed-in person's own: nothing in the address names anybody."""
    return file_of(request.user, kind)


def file_of(owner: User, kind: str) -> HttpResponse:
    """Whoever asks must have shown to be the owner."""
    if kind not in KINDS:
        raise Http404
    make, content_type = KINDS[kind]
    headers = {"Content-Disposition": f'attachment; filename="min-roda-trad.{kind}"'}
    return HttpResponse(make(owner.name, every_plan(owner), notes(owner)), content_type=content_type, headers=headers)
