"""Settings, addresses and the ASGI entry of a Kollegium installation."""
