"""Addresses of groups."""

from django.urls import path

from kollegium.groups import views

app_name = "groups"
urlpatterns = [
    path("grupper/", views.all, name="all"),
    path("grupper/ny/", views.new, name="new"),
    path("grupper/<pk:pk>/", views.show, name="show"),
    path("grupper/<pk:pk>/andra/", views.change, name="change"),
    path("grupper/<pk:pk>/medlemmar/ny/", views.member_new, name="member_new"),
    path("grupper/<pk:pk>/medlemmar/flera/", views.colleagues, name="colleagues"),
    path("grupper/<pk:pk>/medlemmar/inbjudan/", views.invitation, name="invitation"),
    path("grupper/<pk:pk>/medlemmar/<pk:membership_pk>/", views.member, name="member"),
    path("grupper/<pk:pk>/medlemmar/<pk:membership_pk>/slut/", views.member_end, name="member_end"),
]
