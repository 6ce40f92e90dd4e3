"""The second life of initiatives."""

from django.urls import path

from sangkien.web.library.views import adopting, checking, following, life, public, talking, worth

app_name = "library"
urlpatterns = [
    path("thu-vien/", public.index, name="index"),
    path("thu-vien/con-dung/", checking.index, name="checks"),
    path("thu-vien/con-dung/<int:pk>/", checking.check, name="check"),
    path("con-dung/<str:token>/", checking.by_link, name="check_link"),
    path("thu-vien/cho-xac-nhan/", adopting.awaiting, name="awaiting"),
    path("thu-vien/luot-ap-dung/<int:pk>/", adopting.adoption, name="adoption"),
    path(
        "thu-vien/luot-ap-dung/<int:pk>/tham-dinh/", worth.verify_adoption, name="verify_adoption"
    ),
    path("thu-vien/luot-ap-dung/<int:pk>/tinh/", worth.count_adoption, name="count_adoption"),
    path("trao-doi/bi-bao/", talking.reported, name="reported"),
    path("trao-doi/<int:pk>/", talking.comment, name="comment"),
    path("chuong-trinh/<slug:slug>/trao-doi/", talking.during_review, name="during_review"),
    path("theo-doi/", following.index, name="followed"),
    path("theo-doi/tin-moi/", following.news, name="news"),
    path("thu-vien/<str:code>/trao-doi/", talking.talk, name="talk"),
    path("thu-vien/<str:code>/khen/", following.praise, name="praise"),
    path("thu-vien/<str:code>/theo-doi/", following.follow, name="follow"),
    path("thu-vien/<str:code>/", life.detail, name="life"),
    path("thu-vien/<str:code>/ap-dung/", adopting.adopt, name="adopt"),
    path("thu-vien/<str:code>/tham-dinh/", worth.verify, name="verify"),
    path("thu-vien/<str:code>/tinh/", worth.count, name="count"),
    path("thu-vien/<str:code>/tham-dinh/<int:pk>/tep/", worth.evidence, name="evidence"),
]
