"""Criteria tables: published examples, those of an organiser, writing, putting in force, printing."""

from django.urls import path

from sangkien.web.scoring.views import comparing, papers, showing, writing

app_name = "scoring"
urlpatterns = [
    path("bang-diem/", showing.index, name="index"),
    path("bang-diem/co-san/<slug:key>/", showing.example, name="example"),
    path("bang-diem/don-vi/<str:unit_code>/lap/", writing.begin, name="begin"),
    path("dot-cham-diem/<int:pk>/doi-chieu/", comparing.grid, name="grid"),
    path("dot-cham-diem/<int:pk>/doi-chieu/excel/", comparing.grid_sheet, name="grid_sheet"),
    path("dot-cham-diem/<int:pk>/tong-hop/pdf/", comparing.summary_pdf, name="summary_pdf"),
    path("dot-cham-diem/<int:pk>/tong-hop/word/", comparing.summary_word, name="summary_word"),
    path("dot-cham-diem/<int:pk>/xep-hang/", comparing.ranking, name="ranking"),
    path("bang-diem/<int:pk>/", showing.detail, name="detail"),
    path("bang-diem/<int:pk>/pdf/", papers.pdf, name="pdf"),
    path("bang-diem/<int:pk>/word/", papers.word, name="word"),
    path("bang-diem/<int:pk>/chung/", writing.general, name="general"),
    path("bang-diem/<int:pk>/xep-hang-the-nao/", writing.ranking_rules, name="ranking_rules"),
    path("bang-diem/<int:pk>/dong-moi/", writing.add_line, name="add_line"),
    path("bang-diem/<int:pk>/dong/<str:code>/", writing.line, name="line"),
    path("bang-diem/<int:pk>/muc-moi/", writing.add_band, name="add_band"),
    path("bang-diem/<int:pk>/muc/<int:place>/", writing.band, name="band"),
    path("bang-diem/<int:pk>/ban-hanh/", showing.enforce, name="enforce"),
    path("bang-diem/<int:pk>/bo/", showing.drop, name="drop"),
]
