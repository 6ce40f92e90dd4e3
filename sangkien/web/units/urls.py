"""Units: what they are, who is in them, who acts for them, and what happened there."""

from django.urls import path

from sangkien.web.units.views import detail, directory, grants, imports, journal, members

app_name = "units"
urlpatterns = [
    path("don-vi/", directory.index, name="index"),
    path("don-vi/<str:code>/", detail.detail, name="detail"),
    path("don-vi/<str:code>/so-doan-vien/", detail.headcount, name="headcount"),
    path("don-vi/<str:code>/nhat-ky/", journal.journal, name="journal"),
    path("don-vi/<str:code>/doan-vien/", members.index, name="members"),
    path("don-vi/<str:code>/doan-vien/ghi-danh/", members.enrol, name="enrol"),
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
