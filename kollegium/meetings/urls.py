"""Addresses of meetings."""

from django.urls import path

from kollegium.meetings import delivery, guest_list, papers, views

app_name = "meetings"
urlpatterns = [
    path("grupper/<pk:pk>/moten/nytt/", views.new, name="new"),
    path("grupper/<pk:pk>/turordning/", views.turns, name="turns"),
    path("moten/<pk:pk>/", views.show, name="show"),
    path("moten/<pk:pk>/andra/", views.change, name="change"),
    path("moten/<pk:pk>/kallelse/", views.call, name="call"),
    path("moten/<pk:pk>/kallelse/leverans/", delivery.show, name="delivery"),
    path("moten/<pk:pk>/kallelse/leverans/<pk:letter_pk>/", delivery.try_again, name="try_again"),
    path("moten/<pk:pk>/installning/", views.call_off, name="call_off"),
    path("moten/<pk:pk>/installning/anger/", views.reinstate, name="reinstate"),
    path("moten/<pk:pk>/turer/", views.duties, name="duties"),
    path("moten/<pk:pk>/forhinder/", views.absence, name="absence"),
    path("moten/<pk:pk>/forhinder/anger/", views.absence_undo, name="absence_undo"),
    path("moten/<pk:pk>/samtalsformer/", views.choose_formats, name="formats"),
    path("moten/<pk:pk>/gaster/ny/", guest_list.invite, name="guest_new"),
    path("moten/<pk:pk>/gaster/<pk:guest_pk>/bort/", guest_list.uninvite, name="guest_remove"),
    path("moten/<pk:pk>/papper/", papers.show, name="papers"),
    path("moten/<pk:pk>/material/", views.materials, name="materials"),
    path("moten/<pk:pk>/material/<pk:material_pk>/bort/", views.material_remove, name="material_remove"),
]
