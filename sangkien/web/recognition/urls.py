"""Recognition: what waits, decisions, certificates, appeals."""

from django.urls import path

from sangkien.web.recognition.views import (
    appeals,
    certificates,
    changing,
    choosing,
    decisions,
    regulation,
    signing,
)

app_name = "recognition"
urlpatterns = [
    path("cong-nhan/", choosing.index, name="index"),
    path("cong-nhan/don-vi/<str:unit_code>/", choosing.waiting, name="waiting"),
    path("cong-nhan/don-vi/<str:unit_code>/quyet-dinh/", decisions.of_unit, name="decisions"),
    path("cong-nhan/don-vi/<str:unit_code>/quy-dinh/", regulation.regulation, name="regulation"),
    path("cong-nhan/quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("cong-nhan/quyet-dinh/<int:pk>/xem-truoc/", decisions.preview, name="preview"),
    path(
        "cong-nhan/quyet-dinh/<int:pk>/xem-truoc/word/", decisions.preview_docx, name="preview_docx"
    ),
    path("cong-nhan/quyet-dinh/<int:pk>/ky/", signing.sign, name="sign"),
    path("cong-nhan/quyet-dinh/<int:pk>/huy/", decisions.discard, name="discard"),
    path("cong-nhan/quyet-dinh/<int:pk>/bo/<int:position>/", decisions.leave_out, name="leave_out"),
    path("cong-nhan/quyet-dinh/<int:pk>/pdf/", certificates.decision_pdf, name="decision_pdf"),
    path("cong-nhan/quyet-dinh/<int:pk>/word/", certificates.decision_docx, name="decision_docx"),
    path(
        "cong-nhan/quyet-dinh/<int:pk>/giay-chung-nhan/",
        certificates.certificates_pdf,
        name="certificates_pdf",
    ),
    path(
        "cong-nhan/giay-chung-nhan/<int:pk>/", certificates.certificate_pdf, name="certificate_pdf"
    ),
    path(
        "cong-nhan/giay-chung-nhan/<int:pk>/word/",
        certificates.certificate_docx,
        name="certificate_docx",
    ),
    path("cong-nhan/giay-chung-nhan/<int:pk>/cap-lai/", changing.reissue, name="reissue"),
    path("cong-nhan/sang-kien/<str:code>/", certificates.of_initiative, name="of_initiative"),
    path("cong-nhan/sang-kien/<str:code>/huy/", changing.revoke, name="revoke"),
    path("cong-nhan/sang-kien/<str:code>/nang-muc/", changing.raise_influence, name="raise"),
    path("cong-nhan/sang-kien/<str:code>/kien-nghi/", appeals.ask, name="ask"),
    path("cong-nhan/kien-nghi/", appeals.queue, name="appeals"),
    path("cong-nhan/kien-nghi/<int:pk>/", appeals.appeal, name="appeal"),
]
