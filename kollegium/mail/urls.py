"""Addresses of mail."""

from django.urls import path

from kollegium.mail import views

app_name = "mail"
urlpatterns = [
    path("utkorg/", views.outbox, name="outbox"),
    path("utkorg/<pk:pk>/", views.letter, name="letter"),
    path("utkorg/<pk:pk>/brev/", views.as_received, name="as_received"),
]
