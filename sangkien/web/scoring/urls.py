"""Criteria tables: published examples, those of an organiser, writing, putting in force, printing.
Cards: opening them, filling them column by column, steering them to the published result.
"""

from django.urls import path

from sangkien.web.scoring.views import (
    card_papers,
    cards,
    filling,
    openings,
    papers,
    proving,
    showing,
    steering,
    writing,
)

app_name = "scoring"
urlpatterns = [
    path("bang-diem/", showing.index, name="index"),
    path("bang-diem/co-san/<slug:key>/", showing.example, name="example"),
    path("bang-diem/don-vi/<str:unit_code>/lap/", writing.begin, name="begin"),
    path("bang-diem/<int:pk>/", showing.detail, name="detail"),
    path("bang-diem/<int:pk>/pdf/", papers.pdf, name="pdf"),
    path("bang-diem/<int:pk>/word/", papers.word, name="word"),
    path("bang-diem/<int:pk>/chung/", writing.general, name="general"),
    path("bang-diem/<int:pk>/dong-moi/", writing.add_line, name="add_line"),
    path("bang-diem/<int:pk>/dong/<str:code>/", writing.line, name="line"),
    path("bang-diem/<int:pk>/muc-moi/", writing.add_band, name="add_band"),
    path("bang-diem/<int:pk>/muc/<int:place>/", writing.band, name="band"),
    path("bang-diem/<int:pk>/ban-hanh/", showing.enforce, name="enforce"),
    path("bang-diem/<int:pk>/bo/", showing.drop, name="drop"),
    path("bang-diem/<int:pk>/mo-dot/", openings.begin, name="open"),
    path("dot-cham-diem/", openings.index, name="openings"),
    path("dot-cham-diem/<int:pk>/", openings.detail, name="opening"),
    path("dot-cham-diem/<int:pk>/gia-han/", openings.put_off, name="put_off"),
    path("dot-cham-diem/<int:pk>/khoa/", openings.close, name="close"),
    path("dot-cham-diem/<int:pk>/cong-bo/", openings.publish, name="publish_decided"),
    path("phieu-cham/", cards.index, name="cards"),
    path("phieu-cham/<int:pk>/", cards.detail, name="card"),
    path("phieu-cham/<int:pk>/cham/", filling.write, name="fill"),
    path("phieu-cham/<int:pk>/pdf/", card_papers.pdf, name="card_pdf"),
    path("phieu-cham/<int:pk>/word/", card_papers.word, name="card_word"),
    path("phieu-cham/<int:pk>/minh-chung/", proving.prove, name="prove"),
    path("phieu-cham/<int:pk>/minh-chung/<int:file_pk>/", proving.file, name="evidence"),
    path("phieu-cham/<int:pk>/minh-chung/<int:file_pk>/bo/", proving.drop, name="drop_evidence"),
    path("phieu-cham/<int:pk>/giai-trinh/<str:code>/", steering.explain, name="explain"),
    path("phieu-cham/<int:pk>/tra-lai/", steering.give_back, name="give_back"),
    path("phieu-cham/<int:pk>/mo-khoa/", steering.unlock, name="unlock"),
    path("phieu-cham/<int:pk>/khong-cho-cum/", steering.pass_over, name="pass_over"),
    path("phieu-cham/<int:pk>/cong-bo/", steering.publish, name="publish"),
]
