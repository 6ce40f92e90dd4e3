<<<<<<< HEAD
"""Commendation: the catalogue of awards, who qualifies, decisions, the register."""

from django.urls import path

from sangkien.web.commendation.views import (
    award_papers,
    award_writing,
    awards,
    decisions,
    honour,
    lines,
    register,
    revoking,
    signing,
    start,
)

app_name = "commendation"
DECISION = "khen-thuong/quyet-dinh/<int:pk>/"
LINE = "khen-thuong/so/<int:pk>/"
urlpatterns = [
    path("khen-thuong/", start.start, name="start"),
    path("khen-thuong/hinh-thuc/", awards.index, name="awards"),
    path("khen-thuong/hinh-thuc/co-san/<slug:code>/", awards.shipped, name="shipped"),
    path(
        "khen-thuong/hinh-thuc/don-vi/<str:unit_code>/lap/", award_writing.begin, name="award_begin"
    ),
    path("khen-thuong/hinh-thuc/<int:pk>/", awards.detail, name="award"),
    path("khen-thuong/hinh-thuc/<int:pk>/pdf/", award_papers.pdf, name="award_pdf"),
    path("khen-thuong/hinh-thuc/<int:pk>/ten/", award_writing.heading, name="award_heading"),
    path("khen-thuong/hinh-thuc/<int:pk>/muc/", award_writing.general, name="award_general"),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/truong-hop-moi/",
        award_writing.add_route,
        name="award_route",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/truong-hop/<int:route>/",
        award_writing.rename_route,
        name="award_route_name",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/dieu-kien/<int:route>/them/",
        award_writing.add_condition,
        name="award_condition_new",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/dieu-kien/<int:route>/<int:place>/",
        award_writing.condition,
        name="award_condition",
    ),
    path("khen-thuong/hinh-thuc/<int:pk>/ap-dung/", awards.enforce, name="award_enforce"),
    path("khen-thuong/hinh-thuc/<int:pk>/thoi/", awards.end, name="award_end"),
    path("khen-thuong/hinh-thuc/<int:pk>/bo/", awards.drop, name="award_drop"),
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
    path("khen-thuong/cua-toi/", register.mine, name="mine"),
    path("khen-thuong/don-vi/<str:unit_code>/so/", register.of_unit, name="register"),
    path("khen-thuong/don-vi/<str:unit_code>/so/excel/", register.xlsx, name="register_xlsx"),
    path(LINE, register.conferral, name="conferral"),
    path(f"{LINE}giay/", register.certificate, name="certificate"),
    path(f"{LINE}vinh-danh/", register.honour, name="answer_honour"),
    path(f"{LINE}thu-hoi/", revoking.revoke, name="revoke"),
    path(f"{LINE}thu-hoi/ky/", revoking.sign, name="sign_revocation"),
    path(f"{LINE}thu-hoi/bo/", revoking.drop, name="drop_revocation"),
    path(f"{LINE}thu-hoi/van-ban/", revoking.paper, name="revocation_paper"),
    path("vinh-danh/", honour.honour, name="honour"),
]
=======
"""Pages of commendation."""

from sangkien.web.commendation import award_urls

app_name = "commendation"

urlpatterns = [*award_urls.patterns]
>>>>>>> awards
