"""A TCP proxy per device, between its browser and the server: it can be cut, stalled and restored."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field

from tests.world import free_port


@dataclass
class Proxy:
    server: int  # its port
    port: int = field(default_factory=free_port)
    is_cut: bool = False
    is_flowing: asyncio.Event = field(default_factory=asyncio.Event)
    open_streams: set[asyncio.StreamWriter] = field(default_factory=set)


class Proxies:
    """Runs an event loop in a thread of its own; its methods may be called from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def add(self, server: int) -> Proxy:
        proxy = Proxy(server)
        proxy.is_flowing.set()
        asyncio.run_coroutine_threadsafe(self._listen(proxy), self._loop).result()
        return proxy

    def cut(self, proxy: Proxy) -> None:
        self._loop.call_soon_threadsafe(_cut, proxy)

    def stall(self, proxy: Proxy) -> None:
        self._loop.call_soon_threadsafe(proxy.is_flowing.clear)

    def restore(self, proxy: Proxy) -> None:
        self._loop.call_soon_threadsafe(_restore, proxy)

    async def _listen(self, proxy: Proxy) -> None:
        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._forward(proxy, reader, writer)

        await asyncio.start_server(connect, "127.0.0.1", proxy.port)

    async def _forward(self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if proxy.is_cut:
                raise OSError
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", proxy.server)
        except OSError:
            writer.transport.abort()
            return
        streams = {writer, far_writer}
        proxy.open_streams |= streams
        await asyncio.gather(_pump(proxy, reader, far_writer), _pump(proxy, far_reader, writer))
        proxy.open_streams -= streams


async def _pump(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            await proxy.is_flowing.wait()
            writer.write(data)
            await writer.drain()
    writer.close()


def _cut(proxy: Proxy) -> None:
    proxy.is_cut = True
    for stream in proxy.open_streams:
        stream.transport.abort()  # what was on its way is gone


def _restore(proxy: Proxy) -> None:
    proxy.is_cut = False
    proxy.is_flowing.set()
