"""The texts of messages."""

from django.urls import path

from sangkien.web.messages import views

app_name = "messages"
urlpatterns = [
    path("mau-tin/", views.index, name="index"),
    path("mau-tin/<str:key>/", views.edit, name="edit"),
    path("mau-tin/<str:key>/mau-goc/", views.restore, name="restore"),
]
