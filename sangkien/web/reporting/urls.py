"""Pages of the reporting calendar: what a unit owes, and what it asks of others."""

from django.urls import path

from sangkien.web.reporting.views import answering, asking, overseen, overview, own, receiving

app_name = "reporting"
urlpatterns = [
    path("che-do-bao-cao/", own.index, name="index"),
    path("che-do-bao-cao/da-giao/", asking.index, name="asked"),
    path("che-do-bao-cao/giam-sat/", overseen.index, name="overseen"),
    path("che-do-bao-cao/giao/<str:code>/", asking.ask, name="ask"),
    path("che-do-bao-cao/yeu-cau/<int:pk>/", asking.detail, name="request"),
    path("che-do-bao-cao/yeu-cau/<int:pk>/rut/", asking.withdraw, name="withdraw"),
    path("che-do-bao-cao/yeu-cau/<int:pk>/mau/", asking.template, name="request_template"),
    path("che-do-bao-cao/yeu-cau/<int:pk>/bang/", overview.grid, name="grid"),
    path("che-do-bao-cao/ky/<int:pk>/", overview.occurrence, name="occurrence"),
    path("che-do-bao-cao/ky/<int:pk>/bang-tong-hop.xlsx", overview.workbook, name="workbook"),
    path("che-do-bao-cao/ky/<int:pk>/tep.zip", overview.archive, name="archive"),
    path("che-do-bao-cao/bao-cao/<int:pk>/", own.detail, name="report"),
    path("che-do-bao-cao/bao-cao/<int:pk>/soan/", answering.write, name="write"),
    path("che-do-bao-cao/bao-cao/<int:pk>/mau/", own.template, name="template"),
    path("che-do-bao-cao/bao-cao/<int:pk>/tep/<int:file_pk>/", own.file, name="file"),
    path("che-do-bao-cao/bao-cao/<int:pk>/tra-lai/", receiving.send_back, name="send_back"),
    path("che-do-bao-cao/bao-cao/<int:pk>/gia-han/", receiving.extend, name="extend"),
]
