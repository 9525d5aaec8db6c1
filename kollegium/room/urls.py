"""Addresses of the open meeting: the room, its fragments, and the nouns that are posted to."""

from django.urls import path

from kollegium.room import steering, views

app_name = "room"
urlpatterns = [
    path("moten/<int:pk>/rum/", views.show, name="show"),
    path("moten/<int:pk>/rum/lofte/", views.promise, name="promise"),
    path("moten/<int:pk>/delat/", views.shared, name="shared"),
    path("moten/<int:pk>/rum/delning/", views.sharing, name="sharing"),
    path("moten/<int:pk>/rum/avslut/", views.ending, name="ending"),
    path("moten/<int:pk>/start/", steering.start, name="start"),
    path("moten/<int:pk>/steg/", steering.next_step, name="next_step"),
    path("moten/<int:pk>/paus/", steering.pause, name="pause"),
    path("moten/<int:pk>/fortsattning/", steering.go_on, name="go_on"),
    path("moten/<int:pk>/tid/", steering.add_minutes, name="add_minutes"),
    path("moten/<int:pk>/tur/", steering.next_speaker, name="next_speaker"),
    path("moten/<int:pk>/narvaro/<int:user_pk>/", steering.mark, name="mark"),
    path("moten/<int:pk>/slut/", steering.end, name="end"),
]
