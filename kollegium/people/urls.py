"""Addresses of the directory: the huvudman, its schools, its colleagues and its security log."""

from django.urls import path

from kollegium.people.views import colleagues, organisation, security_log

app_name = "people"
urlpatterns = [
    path("huvudman/", organisation.show, name="organisation"),
    path("huvudman/sakerhetslogg/", security_log.list_entries, name="security_log"),
    path("huvudman/sakerhetslogg/fil/", security_log.as_file, name="security_log_file"),
    path("huvudman/skolor/ny/", organisation.school_new, name="school_new"),
    path("huvudman/skolor/<pk:pk>/", organisation.school, name="school"),
    path("huvudman/medarbetare/", colleagues.list_colleagues, name="colleagues"),
]
