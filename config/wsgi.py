"""The WSGI entry for page processes beside the one that holds the rooms; it reaches them through Redis."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application

from config import starting

application = starting.in_words(get_wsgi_application)
starting.in_words(starting.check)

from kollegium import events  # noqa: E402  (Django must be set up before the rest is imported)
from kollegium.room.socket import relay  # noqa: E402

events.listen(relay.hear)
