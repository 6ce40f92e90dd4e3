"""Signing in and out, the activation, and what a person decides about the own account."""

from django.urls import path

from sangkien.web.accounts.views import activation, changing, messaging, profile, sessions, signing

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", signing.login, name="login"),
    path("dang-nhap/ma-tin-nhan/", messaging.ask, name="ask_code"),
    path("dang-nhap/ma-tin-nhan/nhap/", messaging.enter_code, name="enter_code"),
    path("dang-xuat/", signing.logout, name="logout"),
    path("kich-hoat/", activation.activate, name="activate"),
    path("kich-hoat/chon/", activation.choose_secret, name="choose_secret"),
    path("tai-khoan/", profile.profile, name="profile"),
    path("tai-khoan/cong-khai-ten/", profile.show_name, name="show_name"),
    path("tai-khoan/mat-khau/", changing.change_password, name="change_password"),
    path("tai-khoan/ma-pin/", changing.change_pin, name="change_pin"),
    path("tai-khoan/ma-pin/bo/", changing.remove_pin, name="remove_pin"),
    path("tai-khoan/thiet-bi/", sessions.index, name="sessions"),
    path("tai-khoan/thiet-bi/dang-xuat/", sessions.end, name="end_session"),
]
