"""Asking for help and giving it; the teams that give it."""

from django.urls import path

from sangkien.web.support.views import (
    asking,
    caring,
    caseload,
    comparing,
    helping,
    members,
    teams,
    units,
    work,
)

app_name = "support"
urlpatterns = [
    path("ho-tro/", helping.queue, name="queue"),
    path("ho-tro/nho/", asking.ask, name="ask"),
    path("ho-tro/cua-toi/", asking.own, name="own"),
    path("ho-tro/nhat-ky/", work.log, name="work"),
    path("ho-tro/phu-trach/", caring.own, name="care"),
    path("ho-tro/giao-phu-trach/", caring.assign, name="assign"),
    path("ho-tro/to/", teams.index, name="teams"),
    path("ho-tro/to/lap/<str:code>/", teams.set_up, name="set_up"),
    path("ho-tro/to/<int:pk>/", teams.team, name="team"),
    path("ho-tro/to/<int:pk>/sua/", teams.edit, name="edit_team"),
    path("ho-tro/to/<int:pk>/don-vi/", units.choose, name="team_units"),
    path("ho-tro/to/<int:pk>/thanh-vien/", members.add, name="add_member"),
    path("ho-tro/to/<int:pk>/thanh-vien/<int:member>/", members.change, name="member"),
    path("ho-tro/to/<int:pk>/ket-qua/", caseload.month, name="caseload"),
    path("ho-tro/to/<int:pk>/ket-qua.xlsx", caseload.sheet, name="caseload_sheet"),
    path("ho-tro/<int:pk>/", helping.detail, name="detail"),
    path("ho-tro/<int:pk>/viet/", helping.write, name="write"),
    path("ho-tro/<int:pk>/ban-viet/", comparing.compare, name="compare"),
]
