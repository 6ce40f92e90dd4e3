"""Signing in and out, the activation, and what a person decides about the own account."""

from django.urls import path

from sangkien.web.accounts.views import (
    activation,
    changing,
    identities,
    messaging,
    profile,
    proving,
    second_step,
    security,
    sessions,
    signing,
)

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", signing.login, name="login"),
    path("dang-nhap/ma-tin-nhan/", messaging.ask, name="ask_code"),
    path("dang-nhap/ma-tin-nhan/nhap/", messaging.enter_code, name="enter_code"),
    path("dang-nhap/buoc-hai/", second_step.second_step, name="second_step"),
    path("dang-nhap/khoa/", second_step.passkey_login, name="passkey_login"),
    path("dang-nhap/khoa/thach-do/", second_step.passkey_challenge, name="passkey_challenge"),
    path("dang-nhap/qua/<slug:key>/", identities.leave, name="external"),
    path("dang-nhap/qua/<slug:key>/ve/", identities.come_back, name="external_return"),
    path("dang-xuat/", signing.logout, name="logout"),
    path("kich-hoat/", activation.activate, name="activate"),
    path("kich-hoat/chon/", activation.choose_secret, name="choose_secret"),
    path("tai-khoan/", profile.profile, name="profile"),
    path("tai-khoan/cong-khai-ten/", profile.show_name, name="show_name"),
    path("tai-khoan/mat-khau/", changing.change_password, name="change_password"),
    path("tai-khoan/ma-pin/", changing.change_pin, name="change_pin"),
    path("tai-khoan/ma-pin/bo/", changing.remove_pin, name="remove_pin"),
    path("tai-khoan/bao-mat/", security.index, name="security"),
    path("tai-khoan/bao-mat/xac-minh/", proving.prove, name="prove"),
    path("tai-khoan/bao-mat/khoa/", security.add_passkey, name="add_passkey"),
    path(
        "tai-khoan/bao-mat/khoa/thach-do/",
        security.passkey_registration,
        name="passkey_registration",
    ),
    path("tai-khoan/bao-mat/ung-dung/", security.add_app, name="add_app"),
    path("tai-khoan/bao-mat/ma-khoi-phuc/", security.recovery_codes, name="recovery_codes"),
    path("tai-khoan/bao-mat/<int:pk>/bo/", security.remove, name="remove_factor"),
    path("tai-khoan/bao-mat/lien-ket/<slug:key>/", identities.link, name="link"),
    path("tai-khoan/bao-mat/lien-ket/<int:pk>/bo/", identities.unlink, name="unlink"),
    path("tai-khoan/thiet-bi/", sessions.index, name="sessions"),
    path("tai-khoan/thiet-bi/dang-xuat/", sessions.end, name="end_session"),
]
