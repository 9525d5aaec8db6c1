"""Addresses of meetings."""

from django.urls import path

from kollegium.meetings import delivery, guest_list, views

app_name = "meetings"
urlpatterns = [
    path("grupper/<int:pk>/moten/nytt/", views.new, name="new"),
    path("grupper/<int:pk>/turordning/", views.turns, name="turns"),
    path("moten/<int:pk>/", views.show, name="show"),
    path("moten/<int:pk>/andra/", views.change, name="change"),
    path("moten/<int:pk>/kallelse/", views.call, name="call"),
    path("moten/<int:pk>/kallelse/leverans/", delivery.show, name="delivery"),
    path("moten/<int:pk>/kallelse/leverans/<int:letter_pk>/", delivery.try_again, name="try_again"),
    path("moten/<int:pk>/starta/", views.begin, name="begin"),
    path("moten/<int:pk>/turer/", views.duties, name="duties"),
    path("moten/<int:pk>/turer/ersattare/", views.deputy, name="deputy"),
    path("moten/<int:pk>/forhinder/", views.absence, name="absence"),
    path("moten/<int:pk>/forhinder/anger/", views.absence_undo, name="absence_undo"),
    path("moten/<int:pk>/samtalsformer/", views.choose_formats, name="formats"),
    path("moten/<int:pk>/gaster/ny/", guest_list.invite, name="guest_new"),
    path("moten/<int:pk>/gaster/<int:guest_pk>/bort/", guest_list.uninvite, name="guest_remove"),
    path("moten/<int:pk>/material/", views.materials, name="materials"),
    path("moten/<int:pk>/material/<int:material_pk>/bort/", views.material_remove, name="material_remove"),
]
