"""The same server with pages answered by Django's own ASGI handler: a new thread and connection for each request."""

from django.core.asgi import get_asgi_application

from config import asgi

asgi.pages = get_asgi_application()
application = asgi.application
