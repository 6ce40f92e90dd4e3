"""Agreements between levels, in clusters, with the head of a unit."""

from django.urls import path

from sangkien.web.agreements.views import (
    ceremony,
    lists,
    papers,
    parties,
    seating,
    showing,
    writing,
)

app_name = "agreements"
urlpatterns = [
    path("giao-uoc/", lists.index, name="index"),
    path("giao-uoc/don-vi/<str:unit_code>/soan/", writing.begin, name="begin"),
    path("giao-uoc/<int:pk>/", showing.detail, name="detail"),
    path("giao-uoc/<int:pk>/ban/<int:number>/", showing.edition, name="edition"),
    path("giao-uoc/<int:pk>/ban/<int:number>/pdf/", papers.pdf, name="pdf"),
    path("giao-uoc/<int:pk>/ban/<int:number>/docx/", papers.docx, name="docx"),
    path(
        "giao-uoc/<int:pk>/ban/<int:number>/bang-dang-ky/pdf/",
        papers.register_pdf,
        name="register_pdf",
    ),
    path(
        "giao-uoc/<int:pk>/ban/<int:number>/bang-dang-ky/docx/",
        papers.register_docx,
        name="register_docx",
    ),
    path("giao-uoc/<int:pk>/ten-thoi-han/", writing.head, name="head"),
    path("giao-uoc/<int:pk>/cac-ben/", seating.parties, name="parties"),
    path("giao-uoc/<int:pk>/dieu-khoan/", writing.articles, name="articles"),
    path("giao-uoc/<int:pk>/bang-dang-ky/", writing.tables, name="tables"),
    path("giao-uoc/<int:pk>/gui/", showing.send, name="send"),
    path("giao-uoc/<int:pk>/rut-ve/", showing.take_back, name="take_back"),
    path("giao-uoc/<int:pk>/bo/", showing.drop, name="drop"),
    path("giao-uoc/<int:pk>/phu-luc/", showing.begin_annex, name="begin_annex"),
    path("giao-uoc/<int:pk>/phu-luc/bo/", showing.withdraw_annex, name="withdraw_annex"),
    path("giao-uoc/<int:pk>/tong-ket/", parties.close, name="close"),
    path("giao-uoc/<int:pk>/ben/<int:place>/y-kien/", parties.opinion, name="opinion"),
    path("giao-uoc/<int:pk>/ben/<int:place>/ky/", parties.sign, name="sign"),
    path("giao-uoc/<int:pk>/ben/<int:place>/ban-da-ky/", parties.paper, name="paper"),
    path("giao-uoc/<int:pk>/ben/<int:place>/chu-ky-so/", parties.certificate, name="certificate"),
    path("giao-uoc/<int:pk>/ban-de-ky/", papers.to_sign, name="to_sign"),
    path("giao-uoc/<int:pk>/ban-da-ky/<int:signature_pk>/", papers.signed, name="signed"),
    path("giao-uoc/<int:pk>/le-ky/", ceremony.ceremony, name="ceremony"),
]
