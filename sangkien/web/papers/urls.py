"""Verify a paper by its code; public."""

from django.urls import path

from sangkien.web.papers import verifying

app_name = "papers"
urlpatterns = [
    path("xac-minh/", verifying.verify, name="verify"),
    path("xac-minh/<str:code>/", verifying.paper, name="paper"),
]
