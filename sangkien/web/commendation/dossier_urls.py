"""`/khen-thuong/dot/`: rounds; `/khen-thuong/ho-so/`: dossiers."""

from django.urls import URLPattern, path

from sangkien.web.commendation.views import (
    dossier_judging,
    dossier_papers,
    dossier_writing,
    dossiers,
    round_changing,
    rounds,
    submitting,
)

ROUND = "khen-thuong/dot/<int:pk>/"
SUBMISSION = "khen-thuong/to-trinh/<int:pk>/"
DOSSIER = "khen-thuong/ho-so/<int:pk>/"

patterns: list[URLPattern] = [
    path("khen-thuong/dot/", rounds.index, name="rounds"),
    path("khen-thuong/dot/mo/<str:unit_code>/", round_changing.begin, name="round_open"),
    path(ROUND, rounds.detail, name="round"),
    path(f"{ROUND}gia-han/", round_changing.extend, name="round_extend"),
    path(f"{ROUND}khoa/", round_changing.close, name="round_close"),
    path(f"{ROUND}huy/", round_changing.cancel, name="round_cancel"),
    path(f"{ROUND}de-nghi/", dossier_writing.nominate, name="nominate"),
    path(f"{ROUND}to-trinh/", submitting.index, name="submissions"),
    path(f"{ROUND}to-trinh/<str:kind>/", submitting.preview, name="submission"),
    path(SUBMISSION, submitting.read, name="submission_read"),
    path(f"{SUBMISSION}ky/", submitting.sign, name="submission_sign"),
    path(f"{SUBMISSION}thu-hoi/", submitting.revoke, name="submission_revoke"),
    path(f"{SUBMISSION}bo/", submitting.drop, name="submission_drop"),
    path(f"{SUBMISSION}van-ban/<str:kind>/", submitting.paper, name="submission_paper"),
    path("khen-thuong/ho-so/", dossiers.own, name="dossiers"),
    path("khen-thuong/ho-so/cho-xet/", dossiers.inbox, name="dossier_inbox"),
    path(DOSSIER, dossiers.detail, name="dossier"),
    path(f"{DOSSIER}soan/", dossier_writing.write, name="dossier_write"),
    path(f"{DOSSIER}gui/", dossier_writing.send, name="dossier_send"),
    path(f"{DOSSIER}rut/", dossier_writing.withdraw, name="dossier_withdraw"),
    path(f"{DOSSIER}xoa/", dossier_writing.drop, name="dossier_drop"),
    path(f"{DOSSIER}tep/", dossier_writing.add_file, name="dossier_add_file"),
    path(f"{DOSSIER}tep/<int:file_pk>/", dossiers.file, name="dossier_file"),
    path(
        f"{DOSSIER}tep/<int:file_pk>/bo/", dossier_writing.remove_file, name="dossier_remove_file"
    ),
    path(f"{DOSSIER}xet/", dossier_judging.judge, name="dossier_judge"),
    path(f"{DOSSIER}hoi-dong/", dossier_judging.bring, name="dossier_bring"),
    path(f"{DOSSIER}khen-cao-hon/", dossier_judging.higher, name="dossier_higher"),
    path(f"{DOSSIER}bao-cao/<str:kind>/", dossier_papers.report, name="dossier_report"),
    path(f"{DOSSIER}sang-kien/<str:kind>/", dossier_papers.listing, name="dossier_listing"),
]
