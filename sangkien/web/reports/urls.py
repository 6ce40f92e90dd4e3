"""Pages of `reports`."""

from django.urls import path

from sangkien.web.reports.views import files, posters, public, snapshots, tables, wall

app_name = "reports"
urlpatterns = [
    path("tien-do/<slug:slug>/<str:unit_code>/bao-cao/", snapshots.index, name="index"),
    path("tien-do/<slug:slug>/<str:unit_code>/bao-cao/chup/", snapshots.take, name="take"),
    path("tien-do/<slug:slug>/<str:unit_code>/man-hinh/", wall.wall, name="wall"),
    path("tien-do/<slug:slug>/<str:unit_code>/bang.xlsx", tables.workbook, name="board_xlsx"),
    path("tien-do/<slug:slug>/<str:unit_code>/bang.csv", tables.plain, name="board_csv"),
    path("tien-do/<slug:slug>/<str:unit_code>/ap-phich/", posters.index, name="posters"),
    path(
        "tien-do/<slug:slug>/<str:unit_code>/ap-phich/anh/", posters.picture, name="poster_picture"
    ),
    path("tien-do/<slug:slug>/<str:unit_code>/ap-phich/pdf/", posters.pdf, name="poster_pdf"),
    path("tien-do/<slug:slug>/<str:unit_code>/ap-phich/bo/", posters.order, name="poster_below"),
    path(
        "tien-do/<slug:slug>/<str:unit_code>/ap-phich/bo/<int:pk>/",
        posters.progress,
        name="poster_order",
    ),
    path(
        "tien-do/<slug:slug>/<str:unit_code>/ap-phich/bo/<int:pk>/pdf/",
        posters.order_pdf,
        name="poster_order_pdf",
    ),
    path("bao-cao-nhanh/<int:pk>/", public.flash_page, name="flash"),
    path("bao-cao-nhanh/<int:pk>/the.png", public.card, name="flash_card"),
    path("bao-cao-nhanh/<int:pk>/bang.xlsx", public.workbook, name="flash_xlsx"),
    path("bao-cao-nhanh/<int:pk>/can-bo/", snapshots.detail, name="snapshot"),
    path("bao-cao-nhanh/<int:pk>/can-bo/cong-bo/", snapshots.publish, name="publish"),
    path("bao-cao-nhanh/<int:pk>/can-bo/the.png", files.card, name="card"),
    path("bao-cao-nhanh/<int:pk>/can-bo/bang.xlsx", files.workbook, name="xlsx"),
    path("bao-cao-nhanh/<int:pk>/can-bo/bao-cao.docx", files.docx, name="docx"),
    path("bao-cao-nhanh/<int:pk>/can-bo/bao-cao.pdf", files.pdf, name="pdf"),
]
