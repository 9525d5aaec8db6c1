"""Addresses of protocols."""

from django.urls import path

from kollegium.protocols import views

app_name = "protocols"
urlpatterns = [
    path("protokoll/", views.all_finished, name="all"),
    path("protokoll/<pk:pk>/", views.show, name="show"),
    path("protokoll/<pk:pk>/fardigstallande/", views.finalise, name="finalise"),
    path("protokoll/<pk:pk>/fardigstallande/anger/", views.take_back, name="take_back"),
    path("protokoll/<pk:pk>/fardigstallande/utskick/", views.send_now, name="send_now"),
    path("protokoll/<pk:pk>/leverans/", views.delivery, name="delivery"),
    path("protokoll/<pk:pk>/leverans/<pk:letter_pk>/", views.try_again, name="try_again"),
    path("grupper/<pk:pk>/infor-nasta/", views.before_next, name="before_next"),
]
