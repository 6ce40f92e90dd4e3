"""Personal data: what is held, consents, requests and those who answer them."""

from django.urls import path

from sangkien.web.privacy.views import answering, asking, mine

app_name = "privacy"
urlpatterns = [
    path("du-lieu-cua-toi/", mine.index, name="mine"),
    path("du-lieu-cua-toi/du-lieu.json", mine.export_json, name="json"),
    path("du-lieu-cua-toi/du-lieu.pdf", mine.export_pdf, name="pdf"),
    path("du-lieu-cua-toi/so-dien-thoai/", mine.change_phone, name="phone"),
    path("du-lieu-cua-toi/yeu-cau/", asking.ask, name="ask"),
    path("du-lieu-cua-toi/yeu-cau/<int:pk>/", asking.own, name="own_request"),
    path("yeu-cau-du-lieu/", answering.queue, name="queue"),
    path("yeu-cau-du-lieu/<int:pk>/", answering.request_page, name="request"),
]
