"""Sends frames to every connection of a room, also to those that other processes hold, by Redis when there is one."""

import asyncio
import json
import logging
import secrets

import redis
import redis.asyncio
from django.conf import settings
from django.utils.crypto import salted_hmac

from kollegium.events import Event, Happening
from kollegium.groups.models import Membership
from kollegium.live import state
from kollegium.wire.admission import in_thread
from kollegium.wire.hub import Frame, Hub

log = logging.getLogger("kollegium.room")

# One Redis may serve several installations: their rooms have the same numbers, and must never hear each other.
CHANNEL = f"kollegium.room.{salted_hmac('kollegium.room', 'parcels').hexdigest()[:16]}"
NO_LONGER_A_MEMBER = "Du är inte längre med i lärgruppen, så rummet är stängt för dig. Det du skrev finns kvar."
ACCOUNT_CLOSED = "Ditt konto är stängt, så rummet är stängt för dig. Det du skrev finns kvar i den här webbläsaren."
EVERY_GROUP = 0
GUESTS_LOOK_AGAIN = (Happening.GUEST_UNINVITED, Happening.MEETING_ENDED)
TOGETHER = 0.05  # seconds
LARGEST = 256 * 1024  # bytes, more or less: Redis hangs up on a reader who is megabytes behind


class Broadcaster:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.process = secrets.token_hex(8)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._outgoing: asyncio.Queue[bytes] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._from_pages: redis.Redis | None = None
        self._news: dict[int, list[str]] = {}  # what each room is about to be told
        self._telling: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """From now on this process holds rooms."""
        self.loop = asyncio.get_running_loop()
        if settings.REDIS_URL:
            self._tasks = [asyncio.create_task(self._publish()), asyncio.create_task(self._subscribe())]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.hub.ask_to_reconnect()
        self.loop = None

    def share(self, room: int, frame: Frame, but: int | None = None) -> None:
        """On the loop's thread, what is written in the draft: to the connections here, and to the other processes."""
        self.hub.share(room, frame, but, of_draft=True)
        self._pass_on({"room": room, "draft": 1}, frame)

    def on_event(self, event: Event) -> None:
        """On any thread, after the commit: tell the rooms what has happened and how things stand now."""
        if event.name == Happening.MEMBERSHIP_ENDED and event.about_id and event.group_id and not _is_member(event):
            self._post({"user": event.about_id, "group": event.group_id}, NO_LONGER_A_MEMBER)
        if event.name == Happening.PERSON_DEACTIVATED and event.about_id:
            self._post({"user": event.about_id, "group": EVERY_GROUP}, ACCOUNT_CLOSED)
        if event.name == Happening.SESSIONS_ENDED and event.about_id:
            self._post({"signed_out": event.about_id}, "")
        if event.meeting_id and self.loop:
            self.loop.call_soon_threadsafe(self._note, event.meeting_id, event.name)
        elif event.meeting_id:
            self._post({"room": event.meeting_id}, json.dumps(state.of(event.meeting_id)))
            self._post({"room": event.meeting_id}, _said(event.name))
            if event.name in GUESTS_LOOK_AGAIN:
                self._post({"guests": event.meeting_id}, "")

    def _post(self, to: dict[str, int], frame: str) -> None:
        if self.loop:
            self.loop.call_soon_threadsafe(self._deliver_everywhere, to, frame)
        elif settings.REDIS_URL:
            self._from_pages = self._from_pages or redis.Redis.from_url(settings.REDIS_URL)
            try:
                self._from_pages.publish(CHANNEL, self._envelope([_packed(to, frame)]))
            except redis.RedisError:
                log.warning("Redis does not answer; the rooms will see the change when they look again")

    def _note(self, room: int, name: str) -> None:
        if room in self._news:
            self._news[room].append(name)
        else:
            self._news[room] = [name]
            telling = asyncio.create_task(self._tell(room))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    async def _tell(self, room: int) -> None:
        """Tell the room at once; coalesce what comes within `TOGETHER` seconds: N arrivals are one broadcast."""
        try:
            while names := self._news[room]:
                self._news[room] = []
                facts = await in_thread(state.of, room)
                self._deliver_everywhere({"room": room}, json.dumps(facts))
                for name in dict.fromkeys(names):
                    self._deliver_everywhere({"room": room}, _said(name))
                if {*names} & {*GUESTS_LOOK_AGAIN}:
                    self._deliver_everywhere({"guests": room}, "")
                await asyncio.sleep(TOGETHER)
        except Exception:  # a database that is away: better to come back than to show what was
            log.exception("A room could not be told what has happened")
            self.hub.ask_to_reconnect(room)
        finally:
            del self._news[room]

    def _deliver_everywhere(self, to: dict[str, int], frame: Frame) -> None:
        self._deliver(to, frame)
        self._pass_on(to, frame)

    def _deliver(self, to: dict[str, int], frame: Frame) -> None:
        if "room" in to:
            self.hub.share(to["room"], frame, of_draft="draft" in to)
        elif "guests" in to:
            self.hub.close_guests(to["guests"])
        elif "signed_out" in to:
            self.hub.recheck_person(to["signed_out"])
        else:
            self.hub.dismiss(to["user"], to["group"] or None, str(frame))

    def _pass_on(self, to: dict[str, int], frame: Frame) -> None:
        if settings.REDIS_URL:
            self._outgoing.put_nowait(_packed(to, frame))

    def _envelope(self, frames: list[bytes]) -> bytes:
        """What is published at once: a message costs Redis and its client more than what is in it."""
        return self.process.encode() + b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)

    async def _publish(self) -> None:
        """One publisher: publishing from every handler would empty redis-py's pool."""
        async with redis.asyncio.Redis.from_url(settings.REDIS_URL) as connection:
            while True:
                frames = [await self._outgoing.get()]
                size = len(frames[0])
                while not self._outgoing.empty() and size < LARGEST:
                    frames.append(self._outgoing.get_nowait())
                    size += len(frames[-1])
                await self._publish_until_taken(connection, self._envelope(frames))

    async def _publish_until_taken(self, connection: redis.asyncio.Redis, envelope: bytes) -> None:
        """Again and again until Redis has taken it."""
        while True:
            try:
                await connection.publish(CHANNEL, envelope)
            except (redis.RedisError, OSError):
                log.warning("Redis does not answer; trying again")
                await asyncio.sleep(1)
            else:
                return

    async def _subscribe(self) -> None:
        is_first = True
        while True:
            try:
                async with (
                    redis.asyncio.Redis.from_url(settings.REDIS_URL) as connection,
                    connection.pubsub() as channel,
                ):
                    await channel.subscribe(CHANNEL)
                    if not is_first:
                        self.hub.ask_to_reconnect()  # what the others said in the meantime was lost here
                    is_first = False
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self._receive(message["data"])
            except (redis.RedisError, OSError):
                is_first = False
                log.warning("Redis does not answer; trying again")
                await asyncio.sleep(1)

    def _receive(self, envelope: bytes) -> None:
        own = self.process.encode()
        if envelope.startswith(own):
            return
        at = len(own)
        while at < len(envelope):
            length = int.from_bytes(envelope[at : at + 4], "big")
            head, _, frame = envelope[at + 4 : at + 4 + length].partition(b"\n")
            at += 4 + length
            to = json.loads(head)
            self._deliver(to, frame if to["binary"] else frame.decode())


def _packed(to: dict[str, int], frame: Frame) -> bytes:
    head = to | {"binary": isinstance(frame, bytes)}
    return json.dumps(head).encode() + b"\n" + (frame if isinstance(frame, bytes) else frame.encode())


def _said(name: str) -> str:
    return json.dumps({"type": "event", "name": name})


def _is_member(event: Event) -> bool:
    """Still, for one whose membership ends on a later day."""
    return Membership.objects.current().filter(group=event.group_id, user=event.about_id).exists()
