"""Units: what they are, who is in them, who acts for them, and what happened there."""

from django.urls import path

from sangkien.web.units.views import (
    acts,
    detail,
    directory,
    grants,
    journal,
    members,
    reorganising,
)

app_name = "units"
urlpatterns = [
    path("don-vi/", directory.index, name="index"),
    path("don-vi/<str:code>/", detail.detail, name="detail"),
    path("don-vi/<str:code>/so-doan-vien/", detail.headcount, name="headcount"),
    path("don-vi/<str:code>/nhat-ky/", journal.journal, name="journal"),
    path("don-vi/<str:code>/doan-vien/", members.index, name="members"),
    path("don-vi/<str:code>/doan-vien/ghi-danh/", members.enrol, name="enrol"),
    path("don-vi/<str:code>/sap-xep/", acts.index, name="acts"),
    path("don-vi/<str:code>/sap-xep/<slug:kind>/", reorganising.reorganise, name="reorganise"),
    path("don-vi/<str:code>/quyet-dinh/<int:pk>/", acts.act, name="act"),
    path("don-vi/<str:code>/quyet-dinh/<int:pk>/hoan-tac/", acts.undo, name="undo"),
    path("don-vi/<str:code>/quyet-dinh/<int:pk>/huy/", acts.cancel, name="cancel"),
    path("don-vi/<str:code>/phan-quyen/", grants.index, name="grants"),
    path("don-vi/<str:code>/phan-quyen/giao/", grants.give, name="grant"),
    path("don-vi/<str:code>/phan-quyen/<int:pk>/thu-hoi/", grants.revoke, name="revoke"),
]
