"""Addresses of library."""

from django.urls import path

from kollegium.library import views

app_name = "library"
urlpatterns = [
    path("material/", views.all, name="all"),
    path("material/ny/", views.new, name="new"),
    path("material/undrande-fragor/", views.wonder_questions, name="questions"),
    path("material/<pk:pk>/", views.show, name="show"),
    path("material/<pk:pk>/andra/", views.change, name="change"),
]
