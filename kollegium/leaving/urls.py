"""Addresses of leaving: the huvudman's page about retention, and one's own thread without an account."""

from django.urls import path

from kollegium.leaving import views

app_name = "leaving"
urlpatterns = [
    path("huvudman/gallring/", views.retention, name="retention"),
    path("huvudman/gallring/upphavande/", views.withdrawal, name="withdrawal"),
    path("huvudman/gallring/<pk:pk>/erbjudande/", views.offer, name="offer"),
    path("min-trad/<token>/", views.thread, name="thread"),
]
