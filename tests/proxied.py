"""The server as it is, which also says whom it takes the client to be."""

from typing import Any

from config.asgi import application as kollegium


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    async def and_say(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            who = f"{scope['client'][0]} {scope['scheme']}".encode()
            message = message | {"headers": [*message["headers"], (b"x-client", who)]}
        await send(message)

    await kollegium(scope, receive, and_say if scope["type"] == "http" else send)
