"""Addresses of mail."""

from django.urls import path

from kollegium.mail import views

app_name = "mail"
urlpatterns = [
    path("utkorg/", views.outbox, name="outbox"),
    path("utkorg/<int:pk>/", views.letter, name="letter"),
    path("utkorg/<int:pk>/brev/", views.as_received, name="as_received"),
]
