"""Notices of the one who reads."""

from django.urls import path

from sangkien.web.notices import views

app_name = "notices"
urlpatterns = [
    path("thong-bao/", views.index, name="index"),
    path("thong-bao/da-doc/", views.read_all, name="read_all"),
    path("thong-bao/<int:pk>/", views.follow, name="follow"),
]
