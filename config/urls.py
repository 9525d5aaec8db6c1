"""Every address of the installation, slice by slice."""

from django.urls import include, path, register_converter

from kollegium.web.reading import KeyConverter

register_converter(KeyConverter, "pk")  # before the slices' own lists are read
urlpatterns = [
    path("", include("kollegium.plans.urls")),
    path("", include("kollegium.identity.urls")),
    path("", include("kollegium.people.urls")),
    path("", include("kollegium.groups.urls")),
    path("", include("kollegium.meetings.urls")),
    path("", include("kollegium.room.urls")),
    path("", include("kollegium.library.urls")),
    path("", include("kollegium.reminders.urls")),
    path("", include("kollegium.protocols.urls")),
    path("", include("kollegium.leaving.urls")),
    path("", include("kollegium.mail.urls")),
    path("", include("kollegium.about.urls")),
    path("", include("kollegium.assets.urls")),
]

handler400 = "kollegium.about.views.bad_request"
handler403 = "kollegium.about.views.not_allowed"
handler404 = "kollegium.about.views.not_found"
handler500 = "kollegium.about.views.broken"
