"""Mine to take along: the thread as PDF, as a document to edit, and as data."""

from django.http import Http404, HttpRequest, HttpResponse

from kollegium.plans import taking_along
from kollegium.plans.queries import whole

KINDS = {
    "pdf": (taking_along.as_pdf, "application/pdf"),
    "docx": (taking_along.as_document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "json": (taking_along.as_data, "application/json; charset=utf-8"),
}


def take(request: HttpRequest, kind: str) -> HttpResponse:
    """Only ever the signed-in person's own: nothing in the address names anybody."""
    if kind not in KINDS:
        raise Http404
    make, content_type = KINDS[kind]
    headers = {"Content-Disposition": f'attachment; filename="min-roda-trad.{kind}"'}
    return HttpResponse(make(request.user.name, whole(request.user)), content_type=content_type, headers=headers)
