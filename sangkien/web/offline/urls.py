"""Writing where there is no network."""

from django.urls import path

from sangkien.web.offline import views

app_name = "offline"
urlpatterns = [
    path("viet-khi-mat-mang/", views.page, name="page"),
    path("viet-khi-mat-mang/dua-len/", views.bring, name="bring"),
    path("sw.js", views.worker, name="worker"),
]
