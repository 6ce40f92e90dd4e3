"""The home of those who are signed in."""

from django.urls import path

from sangkien.web.desk import emulation, views

app_name = "desk"
urlpatterns = [
    path("viec-cua-toi/", views.index, name="index"),
    path("thi-dua/", emulation.emulation, name="emulation"),
]
