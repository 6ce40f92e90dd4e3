"""Pages of exports."""

from django.urls import path

from sangkien.web.exports import views

app_name = "exports"
urlpatterns = [
    path("tep-da-xuat/", views.index, name="index"),
    path("tep-da-xuat/lap/", views.ask, name="ask"),
    path("tep-da-xuat/<int:pk>/", views.detail, name="detail"),
    path("tep-da-xuat/<int:pk>/tai/", views.take, name="take"),
    path("tep-da-xuat/<int:pk>/dung/", views.cancel, name="cancel"),
]
