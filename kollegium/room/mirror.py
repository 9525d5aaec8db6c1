"""Spegeln in the room: the reflector's own card, tapped all through, and what the group is shown of it at the end."""

from typing import NotRequired, TypedDict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kollegium.groups.permissions import May
from kollegium.library import step_kinds
from kollegium.library.step_kinds import Shows
from kollegium.live.actions import mirroring
from kollegium.live.models import Mirror
from kollegium.meetings.access import may_at, meeting_for
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.prepared import Prepared
from kollegium.web.requests import is_fragment


class Talk(TypedDict):
    kind: str
    name: str
    hint: str
    count: int
    share: int  # per cent of the longest bar


class OwnCard(TypedDict):
    meeting: Meeting
    # For the one on that duty:
    mirror: NotRequired[Mirror]
    talk: NotRequired[list[Talk]]
    closing: NotRequired[int]  # position of the step where it is shown
    leads: NotRequired[bool]


class ShownMirror(TypedDict, total=False):
    shown_mirror: Mirror
    shown_talk: list[Talk]


def card(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reflector's own; for the others an empty answer, so that a page whose turn has passed lets go of it."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/mirror_card.html", own_card(meeting, request.user))


def shown(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the group sees of it, and who mirrors."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/closing.html", {"meeting": meeting, **for_the_group(meeting)})


def on_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The mirror alone, on the wall for those without a device."""
    meeting = meeting_for(request.user, pk)
    return render(request, "room/mirror_shown.html", for_the_group(meeting))


@require_POST
def tap(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    return _counted(request, pk, mirroring.tap(_mirrored(request, pk, kind), kind))


@require_POST
def untap(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    return _counted(request, pk, mirroring.untap(_mirrored(request, pk, kind), kind))


@require_POST
def words(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.MIRROR)
    mirroring.write_words(meeting, request.POST.get("words", ""))
    return HttpResponse("Sparat") if is_fragment(request) else _back(pk)


@require_POST
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.MIRROR)
    return _turned(request, meeting, mirroring.show(meeting))


@require_POST
def hide(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.MIRROR)
    return _turned(request, meeting, mirroring.hide(meeting))


def own_card(meeting: Meeting, user: User) -> OwnCard:
    """For the page of the one on that duty; nothing for anybody else."""
    may = may_at(meeting, user)
    if May.MIRROR not in may:
        return {"meeting": meeting}
    mirror = _mirror(meeting) or Mirror(meeting=meeting)
    closing = next((step.position for step in meeting.steps.all() if Shows.MIRROR in step_kinds.of(step.kind).shows), 0)
    return {"meeting": meeting, "mirror": mirror, "talk": _talk(mirror), "closing": closing, "leads": May.LEAD in may}


def for_the_group(meeting: Meeting) -> ShownMirror:
    mirror = _mirror(meeting)
    if mirror is None or mirror.shown_at is None:
        return {}
    return {"shown_mirror": mirror, "shown_talk": _talk(mirror)}


def _mirror(meeting: Meeting) -> Mirror | None:
    return _mirrors.first(meeting.pk)


def _talk(mirror: Mirror) -> list[Talk]:
    """Each kind of talk with its number, and how long its bar is beside the longest."""
    most = max([*mirror.counts.values(), 1])
    rows: list[Talk] = []
    for kind, (name, hint) in mirroring.KINDS.items():
        count = mirror.counts.get(kind, 0)
        rows.append({"kind": kind, "name": name, "hint": hint, "count": count, "share": round(100 * count / most)})
    return rows


def _mirrored(request: SignedInRequest, pk: int, kind: str) -> Meeting:
    meeting = meeting_for(request.user, pk, May.MIRROR)
    if kind not in mirroring.KINDS:
        raise Http404
    return meeting


def _counted(request: HttpRequest, pk: int, count: int) -> HttpResponse:
    return HttpResponse(str(count)) if is_fragment(request) else _back(pk)


def _turned(request: SignedInRequest, meeting: Meeting, mirror: Mirror) -> HttpResponse:
    if not is_fragment(request):
        return _back(meeting.pk)
    return render(request, "room/mirror_card.html#showing", {**own_card(meeting, request.user), "mirror": mirror})


def _back(pk: int) -> HttpResponse:
    return redirect(f"/moten/{pk}/rum/#spegel")


_mirrors: Prepared[Mirror] = Prepared(lambda meeting: Mirror.objects.filter(meeting=meeting), int)
