"""The home of those who are signed in."""

from django.urls import path

from sangkien.web.desk import views

app_name = "desk"
urlpatterns = [path("viec-cua-toi/", views.index, name="index")]
