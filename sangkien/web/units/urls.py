"""Units: what they are, who is in them, who acts for them, and what happened there."""

from django.urls import path

from sangkien.web.units.views import (
    activation,
    detail,
    directory,
    grants,
    imports,
    journal,
    lookalikes,
    member,
    members,
    transfers,
)

app_name = "units"
urlpatterns = [
    path("don-vi/", directory.index, name="index"),
    path("don-vi/<str:code>/", detail.detail, name="detail"),
    path("don-vi/<str:code>/so-doan-vien/", detail.headcount, name="headcount"),
    path("don-vi/<str:code>/nhat-ky/", journal.journal, name="journal"),
    path("don-vi/<str:code>/doan-vien/", members.index, name="members"),
    path("don-vi/<str:code>/doan-vien/ghi-danh/", members.enrol, name="enrol"),
    path("don-vi/<str:code>/doan-vien/nhan/", member.receive, name="receive"),
    path("don-vi/<str:code>/doan-vien/da-thoi/", member.left, name="left"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/", member.detail, name="member"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/sua/", member.correct, name="correct"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/thoi/", member.leave, name="leave"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/hoan-tac/", member.undo, name="undo"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/khoa/", member.lock, name="lock"),
    path("don-vi/<str:code>/doan-vien/<int:pk>/chuyen/", transfers.send, name="transfer_send"),
    path("don-vi/<str:code>/chuyen-sinh-hoat/", transfers.index, name="transfers"),
    path("don-vi/<str:code>/chuyen-sinh-hoat/<int:pk>/", transfers.answer, name="transfer"),
    path("co-the-trung/", lookalikes.index, name="lookalikes"),
    path("co-the-trung/<int:pk>/", lookalikes.decide, name="lookalike"),
    path("don-vi/<str:code>/doan-vien/kich-hoat/", activation.sheet, name="activation"),
    path("don-vi/<str:code>/doan-vien/kich-hoat/pdf/", activation.pdf, name="activation_pdf"),
    path(
        "don-vi/<str:code>/doan-vien/<int:pk>/ma-kich-hoat/",
        activation.one,
        name="activation_code",
    ),
    path("don-vi/<str:code>/phan-quyen/", grants.index, name="grants"),
    path("don-vi/<str:code>/phan-quyen/giao/", grants.give, name="grant"),
    path("don-vi/<str:code>/phan-quyen/<int:pk>/thu-hoi/", grants.revoke, name="revoke"),
    path("don-vi/<str:code>/nhap-excel/", imports.index, name="imports"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/", imports.batch, name="import"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/nhap/", imports.confirm, name="import_run"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/bo/", imports.cancel, name="import_cancel"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/hoan-tac/", imports.undo, name="import_undo"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/tep/", imports.original, name="import_file"),
    path("don-vi/<str:code>/nhap-excel/lan/<int:pk>/dong-loi/", imports.wrong, name="import_wrong"),
    path("don-vi/<str:code>/nhap-excel/<slug:kind>/", imports.upload, name="import_upload"),
    path("don-vi/<str:code>/nhap-excel/<slug:kind>/mau/", imports.template, name="import_template"),
]
