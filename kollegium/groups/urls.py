"""Addresses of groups."""

from django.urls import path

from kollegium.groups import views

app_name = "groups"
urlpatterns = [
    path("grupper/", views.all, name="all"),
    path("grupper/ny/", views.new, name="new"),
    path("grupper/<int:pk>/", views.show, name="show"),
    path("grupper/<int:pk>/andra/", views.change, name="change"),
    path("grupper/<int:pk>/medlemmar/ny/", views.member_new, name="member_new"),
    path("grupper/<int:pk>/medlemmar/inbjudan/", views.invitation, name="invitation"),
    path("grupper/<int:pk>/medlemmar/<int:membership_pk>/", views.member, name="member"),
    path("grupper/<int:pk>/medlemmar/<int:membership_pk>/slut/", views.member_end, name="member_end"),
]
