"""Decisions, the register, the page of honour."""

from django.urls import URLPattern, path

from sangkien.web.commendation.views import (
    decisions,
    honour,
    lines,
    register,
    restoring,
    revoking,
    signing,
)

DECISION = "khen-thuong/quyet-dinh/<int:pk>/"
LINE = "khen-thuong/so/<int:pk>/"
patterns: list[URLPattern] = [
    path("khen-thuong/quyet-dinh/", decisions.start, name="register_start"),
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
    path(LINE, register.conferral, name="conferral"),
    path(f"{LINE}giay/", register.certificate, name="certificate"),
    path(f"{LINE}giay/word/", register.certificate_docx, name="certificate_docx"),
    path(f"{LINE}vinh-danh/", register.honour, name="answer_honour"),
    path(f"{LINE}thu-hoi/", revoking.revoke, name="revoke"),
    path(f"{LINE}thu-hoi/ky/", revoking.sign, name="sign_revocation"),
    path(f"{LINE}thu-hoi/bo/", revoking.drop, name="drop_revocation"),
    path(f"{LINE}thu-hoi/van-ban/", revoking.paper, name="revocation_paper"),
    path(f"{LINE}thu-hoi/van-ban/word/", revoking.paper_docx, name="revocation_docx"),
    path(f"{LINE}khoi-phuc/", restoring.restore, name="restore"),
    path(f"{LINE}khoi-phuc/ky/", restoring.sign, name="sign_restoration"),
    path(f"{LINE}khoi-phuc/bo/", restoring.drop, name="drop_restoration"),
    path(f"{LINE}khoi-phuc/<str:kind>/", restoring.preview, name="preview_restoration"),
    path(
        f"{LINE}da-khoi-phuc/<int:number>/<str:which>/<str:kind>/",
        restoring.paper,
        name="past_paper",
    ),
    path("vinh-danh/", honour.honour, name="honour"),
]
