"""The baseline: the same fan-out by a bare ASGI socket server, without login, permission or database."""

import gc
from collections import defaultdict
from typing import Any

rooms: defaultdict[str, set[Any]] = defaultdict(set)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hej"})
    else:
        await _serve_socket(scope["path"], receive, send)


async def _serve_socket(room: str, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    rooms[room].add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            if frame := message.get("bytes"):
                update = frame[:1] + frame[5:]
                for peer in list(rooms[room]):
                    if peer is not send:
                        await peer({"type": "websocket.send", "bytes": update})
                kept = f'{{"type": "kept", "frame": {int.from_bytes(frame[1:5], "big")}}}'
                await send({"type": "websocket.send", "text": kept})
    finally:
        rooms[room].discard(send)


async def _lifespan(receive: Any, send: Any) -> None:
    await receive()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100_000)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
