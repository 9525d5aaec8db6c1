"""The requests that `bin/bench pages` measures: pages, the room's fragments and its presses, each with its aim."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PAGE, FRAGMENT, PRESS, ROOM = "page", "fragment", "press", "press in a room of ten"
# How the meeting of the demo stands: not started; in laget runt with all present; paused there; over.
WAITING, RUNNING, PAUSED, ENDED = "waiting", "running", "paused", "ended"


@dataclass(frozen=True)
class MeasuredRequest:
    name: str
    path: str
    kind: str = PAGE
    stage: str = RUNNING
    aim: float | None = None  # at most so many times the bare view
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)
    is_signed_in: bool = True
    # What it took at 7886573, in times the bare view by Django's ASGI handler: the middle of three noisy runs.
    before: float | None = None
    share: float | None = None  # at most so much of that

    @property
    def is_press(self) -> bool:
        return self.kind in (PRESS, ROOM)


def measured_requests(facts: Mapping[str, Any]) -> list[MeasuredRequest]:
    meeting, room = f"/moten/{facts['meeting']}", f"/moten/{facts['meeting']}/rum"
    return [*_pages(facts, room), *_fragments(meeting, room), *_presses(facts, meeting)]


def _pages(facts: Mapping[str, Any], room: str) -> list[MeasuredRequest]:
    return [
        MeasuredRequest("/halsa/", "/halsa/", aim=0.7, is_signed_in=False),
        MeasuredRequest("/logga-in/", "/logga-in/", is_signed_in=False),
        MeasuredRequest("/om/", "/om/", is_signed_in=False),
        MeasuredRequest("/om/, signed in", "/om/"),
        MeasuredRequest("/protokoll/", "/protokoll/"),
        MeasuredRequest("A finished protocol", f"/protokoll/{facts['protocol']}/"),
        MeasuredRequest("Min tråd", "/", aim=4),
        MeasuredRequest("A plan", f"/handlingsplaner/{facts['held']}/", aim=4),
        MeasuredRequest("The room's page", f"{room}/", aim=6),
    ]


def _fragments(meeting: str, room: str) -> list[MeasuredRequest]:
    names = (
        "lofte samtalsform tid sluttid forst-ut styrning styrda-delar narvarande roder roder/fraga spegel reflektion"
    )
    at = [(f"{room}/{name}/", RUNNING) for name in names.split()]
    at += [(f"{room}/start/", WAITING), (f"{room}/avslut/", ENDED), (f"{room}/granskning/", ENDED)]
    return [MeasuredRequest(path.removeprefix(f"{meeting}/"), path, FRAGMENT, stage, aim=2) for path, stage in at]


def _presses(facts: Mapping[str, Any], meeting: str) -> list[MeasuredRequest]:
    bo = facts["people"]["bo"]
    presses: list[tuple[str, str, str, dict[str, Any], float]] = [
        ("Start", "start/", WAITING, {}, 6.1),
        ("Next step", "steg/", RUNNING, {"after": 2}, 5.0),
        ("The step before", "steg/tillbaka/", RUNNING, {"after": 2}, 4.7),
        ("Pause", "paus/", RUNNING, {}, 4.4),
        ("Go on", "fortsattning/", PAUSED, {}, 3.9),
        ("Next speaker", "tur/", RUNNING, {}, 3.8),
        ("Mark as away", f"narvaro/{bo}/", RUNNING, {"is_here": "0"}, 4.8),
        ("Hand over the helm", "roder/", RUNNING, {"person": bo}, 4.3),
        ("Name a deputy", "ersattare/", RUNNING, {"person": bo}, 6.0),
        ("End", "slut/", RUNNING, {}, 5.4),
    ]
    alone = [
        MeasuredRequest(name, f"{meeting}/{path}", PRESS, stage, fields=fields, before=before, share=0.35)
        for name, path, stage, fields, before in presses
    ]
    in_a_room: list[tuple[MeasuredRequest, float | None]] = [(alone[1], 43.5), (alone[7], 385.0), (alone[5], None)]
    with_all = [
        replace(
            request,
            name=f"{request.name} in a room of ten, with all it fetches",
            kind=ROOM,
            before=before,
            share=0.15 if before else None,
        )
        for request, before in in_a_room
    ]
    return [*alone, *with_all]
