"""Signing in and out, and what a person decides about the own account."""

from django.urls import path

from sangkien.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.login, name="login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("tai-khoan/", views.profile, name="profile"),
    path("tai-khoan/cong-khai-ten/", views.show_name, name="show_name"),
    path("tai-khoan/mat-khau/", views.change_password, name="change_password"),
]
