"""`/don-vi/<code>/cum-khoi/`: what a unit organises; `/cum-khoi/<pk>/`: one cluster or block."""

from django.urls import path

from sangkien.web.clusters.views import (
    changing,
    detail,
    documents,
    elected,
    leading,
    members,
    years,
)

app_name = "clusters"
urlpatterns = [
    path("don-vi/<str:code>/cum-khoi/", years.index, name="index"),
    path("don-vi/<str:code>/cum-khoi/lap/", years.create, name="create"),
    path("don-vi/<str:code>/cum-khoi/chep/", years.copy, name="copy"),
    path("cum-khoi/<int:pk>/", detail.detail, name="detail"),
    path("cum-khoi/<int:pk>/sua/", changing.rename, name="rename"),
    path("cum-khoi/<int:pk>/giai-the/", changing.dissolve, name="dissolve"),
    path("cum-khoi/<int:pk>/don-vi/", members.add, name="add"),
    path("cum-khoi/<int:pk>/don-vi/<int:unit_pk>/", members.change, name="member"),
    path("cum-khoi/<int:pk>/phu-trach/", leading.appoint, name="appoint"),
    path("cum-khoi/<int:pk>/phu-trach/<int:lead_pk>/", leading.end, name="end_term"),
    path("cum-khoi/<int:pk>/ket-qua-bau/", elected.elected, name="elected"),
    path("cum-khoi/<int:pk>/luan-phien/", leading.rotation, name="rotation"),
    path("cum-khoi/<int:pk>/van-ban/", documents.add, name="document_add"),
    path("cum-khoi/<int:pk>/van-ban/<int:doc_pk>/tep/", documents.file, name="document_file"),
    path("cum-khoi/<int:pk>/van-ban/<int:doc_pk>/xoa/", documents.remove, name="document_remove"),
]
