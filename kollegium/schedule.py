"""All periodic work: what, how often, and in which processes: started by `config/asgi.py` and `manage.py outbox`."""

import threading

from django.conf import settings

from kollegium.jobs import worker
from kollegium.jobs.periodic import Periodic, PeriodicTask, PeriodicThread
from kollegium.leaving import rounds
from kollegium.live import actions as live
from kollegium.mail import outbox
from kollegium.protocols import actions as protocols
from kollegium.reminders import actions as reminders
from kollegium.wire.admission import in_thread
from kollegium.wire.hub import Hub
from kollegium.wire.periodic_checks import PeriodicChecks
from kollegium.wire.recheck import Rechecker

HOUR = 3600.0  # seconds
DAY = 24 * HOUR
WORKER_PAUSE = 2.0  # seconds between looks for a job that waits
FORGOTTEN_EVERY = 300.0


def mail() -> PeriodicThread:
    """In the server, or with KOLLEGIUM_OUTBOX_HERE=0 in `manage.py outbox`: any number of processes may."""
    return PeriodicThread(
        "outbox",
        Periodic("Påminnelserna", _write_reminders, settings.OUTBOX_PAUSE),
        Periodic("Utkorgen", _carry, settings.OUTBOX_PAUSE),
        Periodic("Gamla brevtexter", outbox.forget_texts, HOUR),
    )


def jobs() -> PeriodicThread:
    """In every process that holds rooms. A round that another process has asked for or begun is not asked for again."""
    return PeriodicThread(
        "jobs",
        Periodic("Gallringsrundan", lambda _stopping: rounds.look_after.enqueue_once(), HOUR),
        # A job may take long. That it has stopped is seen by its lease, that none is begun by how long it waits.
        Periodic("Arbeten i bakgrunden", worker.work, WORKER_PAUSE, late_after=DAY),
        Periodic("Gamla arbeten", worker.forget_old, DAY),
    )


def rooms(hub: Hub, rechecker: Rechecker) -> list[PeriodicTask]:
    """In every process that holds rooms: it sees its own connections, and meets the others in the database."""
    return [
        # One at a time, so that they take one connection to the database between them.
        PeriodicTask(
            Periodic("Protokoll som ska skickas", _finalise_due, settings.LOOKOUT_PAUSE),
            Periodic("Lärträffar som ingen har avslutat", _close_forgotten, FORGOTTEN_EVERY),
            Periodic("Tryck som kan ångras", _forget_presses, settings.LOOKOUT_PAUSE),
            Periodic("Ersättarna i rummen", PeriodicChecks(hub).ask_deputies, settings.LOOKOUT_PAUSE),
        ),
        PeriodicTask(Periodic("Inloggningarna i rummen", rechecker.look, 1.0)),
    ]


def _write_reminders(stopping: threading.Event) -> float | None:
    return 0 if reminders.write_due(stopping) else None


def _carry(stopping: threading.Event) -> float | None:
    return 0 if outbox.carry(stopping) == outbox.AT_ONCE else None


async def _finalise_due() -> float:
    return await in_thread(protocols.finalise_due)


async def _close_forgotten() -> None:
    await in_thread(live.close_forgotten)
    await in_thread(live.see_out_former)


async def _forget_presses() -> None:
    await in_thread(live.forget_old_presses)
