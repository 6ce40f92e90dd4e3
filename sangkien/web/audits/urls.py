"""Spot audits: drawing a sample, findings, the result."""

from django.urls import path

from sangkien.web.audits.views import checking, drawing, lists

app_name = "audits"

urlpatterns = [
    path("hau-kiem/", lists.index, name="index"),
    path("hau-kiem/lap/<str:code>/", drawing.draw, name="draw"),
    path("hau-kiem/mau/<int:pk>/", checking.item, name="item"),
    path("hau-kiem/<int:pk>/", lists.detail, name="detail"),
    path("hau-kiem/<int:pk>/chot/", checking.finish, name="finish"),
    path("hau-kiem/<int:pk>/bo/", checking.drop, name="drop"),
    path("hau-kiem/<int:pk>/ket-qua.xlsx", lists.workbook, name="workbook"),
]
