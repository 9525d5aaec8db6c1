"""Addresses of protocols."""

from django.urls import path

from kollegium.protocols import views

app_name = "protocols"
urlpatterns = [
    path("protokoll/", views.all_finished, name="all"),
    path("protokoll/<int:pk>/", views.show, name="show"),
    path("protokoll/<int:pk>/fardigstallande/", views.finalise, name="finalise"),
    path("protokoll/<int:pk>/leverans/", views.delivery, name="delivery"),
    path("protokoll/<int:pk>/leverans/<int:letter_pk>/", views.try_again, name="try_again"),
    path("grupper/<int:pk>/infor-nasta/", views.before_next, name="before_next"),
]
