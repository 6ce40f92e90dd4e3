"""Commendation: awards, dossiers, decisions, the register, the page of honour."""

from django.urls import URLPattern, path

from sangkien.web.commendation.views import decisions, lines, signing

app_name = "commendation"

DECISION = "khen-thuong/quyet-dinh/<int:pk>/"
deciding: list[URLPattern] = [
    path("khen-thuong/don-vi/<str:unit_code>/quyet-dinh/", decisions.of_unit, name="decisions"),
    path("khen-thuong/don-vi/<str:unit_code>/dot-xuat/", decisions.spot, name="spot"),
    path("khen-thuong/dot/<int:pk>/quyet-dinh/", decisions.choose, name="choose"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}them/", lines.add, name="add_line"),
    path(f"{DECISION}dong/<int:position>/", lines.reword, name="reword"),
    path(f"{DECISION}dong/<int:position>/bo/", lines.leave_out, name="leave_out"),
    path(f"{DECISION}ky/", signing.sign, name="sign"),
    path(f"{DECISION}huy/", decisions.discard, name="discard"),
    path(f"{DECISION}giay-khen/", signing.certificates, name="certificates"),
    path(f"{DECISION}xem-truoc/<str:kind>/", signing.preview, name="preview"),
    path(f"{DECISION}van-ban/<str:kind>/", signing.paper, name="decision_paper"),
]
urlpatterns: list[URLPattern] = [*deciding]
