"""A network per device, between its browser and the server: it can be cut, and it can stand still and deliver late."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field

from tests.world import free_port


@dataclass
class Wire:
    server: int  # its port
    port: int = field(default_factory=free_port)
    is_cut: bool = False
    moves: asyncio.Event = field(default_factory=asyncio.Event)
    open_ends: set[asyncio.StreamWriter] = field(default_factory=set)


class Wires:
    """Runs in a thread of its own; its methods may be called from any."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def lay(self, server: int) -> Wire:
        wire = Wire(server)
        wire.moves.set()
        asyncio.run_coroutine_threadsafe(self._listen(wire), self._loop).result()
        return wire

    def cut(self, wire: Wire) -> None:
        self._loop.call_soon_threadsafe(_cut, wire)

    def stall(self, wire: Wire) -> None:
        self._loop.call_soon_threadsafe(wire.moves.clear)

    def heal(self, wire: Wire) -> None:
        self._loop.call_soon_threadsafe(_heal, wire)

    async def _listen(self, wire: Wire) -> None:
        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._carry(wire, reader, writer)

        await asyncio.start_server(connect, "127.0.0.1", wire.port)

    async def _carry(self, wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if wire.is_cut:
                raise OSError
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", wire.server)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, far_writer}
        wire.open_ends |= ends
        await asyncio.gather(_pump(wire, reader, far_writer), _pump(wire, far_reader, writer))
        wire.open_ends -= ends


async def _pump(wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while said := await reader.read(65536):
            await wire.moves.wait()
            writer.write(said)
            await writer.drain()
    writer.close()


def _cut(wire: Wire) -> None:
    wire.is_cut = True
    for end in wire.open_ends:
        end.transport.abort()  # what was on its way is gone


def _heal(wire: Wire) -> None:
    wire.is_cut = False
    wire.moves.set()
