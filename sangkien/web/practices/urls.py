"""Good practices: the public list, registering, appraising, taking over, coverage."""

from django.urls import path

from sangkien.web.practices.views import coverage, judging, lists, showing, writing

app_name = "practices"
urlpatterns = [
    path("mo-hinh/", lists.index, name="index"),
    path("mo-hinh/cua-don-vi/", lists.managed, name="managed"),
    path("mo-hinh/don-vi/<str:unit_code>/dang-ky/", writing.register, name="register"),
    path("mo-hinh/don-vi/<str:unit_code>/do-phu/", coverage.coverage, name="coverage"),
    path("mo-hinh/don-vi/<str:unit_code>/chua-co/", coverage.without, name="without"),
    path("mo-hinh/<int:pk>/", lists.public, name="public"),
    path("mo-hinh/cua-don-vi/<int:pk>/", showing.detail, name="detail"),
    path("mo-hinh/<int:pk>/sua/", writing.edit, name="edit"),
    path("mo-hinh/<int:pk>/rut/", writing.withdraw, name="withdraw"),
    path("mo-hinh/<int:pk>/tham-dinh/", judging.judge, name="judge"),
    path("mo-hinh/<int:pk>/ket-qua/", showing.tell, name="tell"),
    path("mo-hinh/<int:pk>/ap-dung/", showing.take_over, name="take_over"),
    path("mo-hinh/ap-dung/<int:pk>/ket-qua/", showing.tell_use, name="tell_use"),
    path("mo-hinh/ap-dung/<int:pk>/thoi/", showing.leave, name="leave"),
    path("mo-hinh/ket-qua/<int:pk>/tep/", showing.file, name="file"),
]
