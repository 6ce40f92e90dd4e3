"""Where QR codes lead, and the pages of a shared tablet."""

from django.urls import path

from sangkien.web.kiosk import landing, tablet

app_name = "kiosk"
urlpatterns = [
    path("dk/<str:unit_code>/", landing.unit, name="unit"),
    path("dk/<str:unit_code>/<slug:slug>/", landing.programme, name="programme"),
    path("may/", tablet.start, name="start"),
    path("may/vao/", tablet.enter, name="enter"),
    path("may/dang-ky/", tablet.choose, name="choose"),
    path("may/bien-nhan/", tablet.receipt, name="receipt"),
    path("may/xong/", tablet.done, name="done"),
]
