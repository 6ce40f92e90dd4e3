"""Progress pages."""

from django.urls import path

from sangkien.web.progress import comparing, duties, ranking, structure, views

app_name = "progress"
urlpatterns = [
    path("tien-do/<slug:slug>/", views.programme, name="programme"),
    path("tien-do/<slug:slug>/cum/<int:pk>/", views.cluster, name="cluster"),
    path("tien-do/<slug:slug>/cum/<int:pk>/theo-ngay/", views.cluster_curve, name="cluster_curve"),
    path("tien-do/<slug:slug>/<str:unit_code>/", views.unit, name="unit"),
    path("tien-do/<slug:slug>/<str:unit_code>/theo-ngay/", views.curve, name="curve"),
    path("tien-do/<slug:slug>/<str:unit_code>/co-cau/", structure.structure, name="structure"),
    path("tien-do/<slug:slug>/<str:unit_code>/xep-hang/", ranking.ranks, name="ranks"),
    path("tien-do/<slug:slug>/<str:unit_code>/vi-sao/", ranking.why, name="why"),
    path("tien-do/<slug:slug>/<str:unit_code>/so-sanh/", comparing.compare, name="compare"),
    path("tien-do/<slug:slug>/<str:unit_code>/chua-co/", views.zero, name="zero"),
    path("tien-do/<slug:slug>/<str:unit_code>/can-bo/", duties.duties, name="duties"),
]
