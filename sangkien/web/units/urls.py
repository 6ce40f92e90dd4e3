"""Units: what they are, who is in them, who acts for them, and what happened there."""

from django.urls import path

from sangkien.web.units.views import (
    activation,
    detail,
    directory,
    grants,
    journal,
    kiosks,
    members,
    posters,
)

app_name = "units"
urlpatterns = [
    path("don-vi/", directory.index, name="index"),
    path("don-vi/<str:code>/", detail.detail, name="detail"),
    path("don-vi/<str:code>/so-doan-vien/", detail.headcount, name="headcount"),
    path("don-vi/<str:code>/nhat-ky/", journal.journal, name="journal"),
    path("don-vi/<str:code>/doan-vien/", members.index, name="members"),
    path("don-vi/<str:code>/doan-vien/ghi-danh/", members.enrol, name="enrol"),
    path("don-vi/<str:code>/doan-vien/kich-hoat/", activation.sheet, name="activation"),
    path("don-vi/<str:code>/doan-vien/kich-hoat/pdf/", activation.pdf, name="activation_pdf"),
    path(
        "don-vi/<str:code>/doan-vien/<int:pk>/ma-kich-hoat/",
        activation.one,
        name="activation_code",
    ),
    path("don-vi/<str:code>/may-dang-ky/", kiosks.index, name="kiosks"),
    path("don-vi/<str:code>/may-dang-ky/<int:pk>/dong/", kiosks.close, name="kiosk_close"),
    path("don-vi/<str:code>/ap-phich/", posters.index, name="posters"),
    path("don-vi/<str:code>/ap-phich/bo/<int:pk>/", posters.progress, name="poster_order"),
    path("don-vi/<str:code>/ap-phich/bo/<int:pk>/pdf/", posters.order_pdf, name="poster_order_pdf"),
    path("don-vi/<str:code>/ap-phich/<slug:slug>/anh/", posters.picture, name="poster_picture"),
    path("don-vi/<str:code>/ap-phich/<slug:slug>/pdf/", posters.pdf, name="poster_pdf"),
    path("don-vi/<str:code>/ap-phich/<slug:slug>/truc-thuoc/", posters.order, name="poster_below"),
    path("don-vi/<str:code>/phan-quyen/", grants.index, name="grants"),
    path("don-vi/<str:code>/phan-quyen/giao/", grants.give, name="grant"),
    path("don-vi/<str:code>/phan-quyen/<int:pk>/thu-hoi/", grants.revoke, name="revoke"),
]
