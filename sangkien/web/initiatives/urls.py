"""Registering, following and deciding about initiatives."""

from django.urls import path

from sangkien.initiatives.enums import State
from sangkien.web.initiatives.views import (
    amending,
    answering,
    canned,
    deciding,
    formulas,
    listing,
    on_behalf,
    queue,
    quick,
    reading,
    resuming,
    sending,
    shares,
    sleeping,
    starting,
    steps,
    taking_back,
)

app_name = "initiatives"
urlpatterns = [
    path("sang-kien/", listing.index, name="list"),
    path("sang-kien/dang-ky/", starting.start, name="start"),
    path("sang-kien/dang-ky/nhanh/", quick.quick, name="quick"),
    path("sang-kien/cho-xac-nhan/", queue.queue, name="queue"),
    path("sang-kien/ly-do-mau/", canned.reasons, name="canned"),
    path("sang-kien/qua-han-cap-duoi/", sleeping.sleeping, name="sleeping"),
    path("sang-kien/nhap-thay/", on_behalf.find, name="on_behalf"),
    path("sang-kien/nhap-thay/ghi-danh/", on_behalf.enrol, name="enrol"),
    path("sang-kien/nhap-thay/<int:pk>/", on_behalf.enter, name="enter"),
    path("sang-kien/<str:code>/", reading.detail, name="detail"),
    path("sang-kien/<str:code>/viet-tiep/", resuming.resume, name="resume"),
    path("sang-kien/<str:code>/buoc/6/", sending.review, name="review"),
    path("sang-kien/<str:code>/buoc/<int:number>/", steps.step, name="step"),
    path("sang-kien/<str:code>/tra-loi/", answering.answer, name="answer"),
    path("sang-kien/<str:code>/tinh-loi/", formulas.choose, name="formulas"),
    path("sang-kien/<str:code>/tinh-loi/<slug:key>/", formulas.work_out, name="formula"),
    path("sang-kien/<str:code>/bien-nhan/", sending.receipt, name="receipt"),
    path("sang-kien/<str:code>/dinh-chinh/", amending.amend, name="amend"),
    path("sang-kien/<str:code>/lay-lai-de-sua/", amending.take_back, name="take_back"),
    path("sang-kien/<str:code>/rut/", taking_back.withdraw, name="withdraw"),
    path("sang-kien/<str:code>/xoa-nhap/", taking_back.discard, name="discard"),
    path("sang-kien/<str:code>/phan-dong-gop/", shares.share, name="share"),
    path("sang-kien/<str:code>/mo-lai/", taking_back.reopen, name="reopen"),
    path(
        "sang-kien/<str:code>/xac-nhan/",
        deciding.decide,
        {"decision": State.CONFIRMED},
        name="confirm",
    ),
    path(
        "sang-kien/<str:code>/tra-lai/",
        deciding.decide,
        {"decision": State.RETURNED},
        name="return",
    ),
    path(
        "sang-kien/<str:code>/khong-hop-le/",
        deciding.decide,
        {"decision": State.REJECTED},
        name="reject",
    ),
]
