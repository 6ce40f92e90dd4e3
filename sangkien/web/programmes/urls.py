"""Programmes: public pages, and the pages on which officers run them."""

from django.urls import path

from sangkien.web.programmes.views import (
    content,
    grid,
    launching,
    managing,
    periods,
    poster,
    public,
    targets,
)

app_name = "programmes"
urlpatterns = [
    path("chuong-trinh/", public.index, name="list"),
    path("chuong-trinh/moi/", content.create, name="create"),
    path("chuong-trinh/quan-ly/", managing.index, name="managed"),
    path("chuong-trinh/<slug:slug>/", public.detail, name="detail"),
    path("chuong-trinh/<slug:slug>/bang-chi-tieu/", public.targets, name="target_board"),
    path("chuong-trinh/<slug:slug>/quan-ly/", managing.detail, name="manage"),
    path("chuong-trinh/<slug:slug>/sua/", content.edit, name="edit"),
    path("chuong-trinh/<slug:slug>/phat-dong/", launching.publish, name="publish"),
    path("chuong-trinh/<slug:slug>/trang-chu/", launching.pin, name="pin"),
    path("chuong-trinh/<slug:slug>/giai-doan/moi/", periods.add_phase, name="phase_add"),
    path("chuong-trinh/<slug:slug>/giai-doan/<int:number>/", periods.edit_phase, name="phase"),
    path("chuong-trinh/<slug:slug>/chien-dich/moi/", periods.add_campaign, name="campaign_add"),
    path("chuong-trinh/<slug:slug>/chien-dich/<int:pk>/", periods.edit_campaign, name="campaign"),
    path("chuong-trinh/<slug:slug>/ap-phich/", poster.edit, name="poster"),
    path("chuong-trinh/<slug:slug>/ap-phich/loi-goc/", poster.restore, name="poster_restore"),
    path("chuong-trinh/<slug:slug>/chi-tieu/", targets.index, name="targets"),
    path("chuong-trinh/<slug:slug>/chi-tieu/giao/", targets.give, name="target_give"),
    path("chuong-trinh/<slug:slug>/chi-tieu/bang/", grid.give_many, name="target_grid"),
    path("chuong-trinh/<slug:slug>/chi-tieu/<int:pk>/", targets.revise, name="target"),
    path("chuong-trinh/<slug:slug>/chi-tieu/<int:pk>/bo/", targets.remove, name="target_remove"),
]
