"""Documents: lists, the builder, signing, templates, the register of what went out."""

from django.urls import path

from sangkien.web.documents.views import building, listing, register, showing, templates

app_name = "documents"
urlpatterns = [
    path("van-ban/", listing.index, name="index"),
    path("van-ban/don-vi/<str:unit_code>/soan/", listing.begin, name="begin"),
    path("van-ban/<int:pk>/", showing.detail, name="detail"),
    path("van-ban/<int:pk>/pdf/", showing.pdf, name="pdf"),
    path("van-ban/<int:pk>/word/", showing.word, name="word"),
    path("van-ban/<int:pk>/chung/", building.head, name="head"),
    path("van-ban/<int:pk>/them/", building.choose, name="choose"),
    path("van-ban/<int:pk>/them/<slug:kind>/", building.add, name="add"),
    path("van-ban/<int:pk>/phan/<slug:key>/", building.block, name="block"),
    path("van-ban/<int:pk>/so-lieu/", building.renew, name="renew"),
    path("van-ban/<int:pk>/trinh/", showing.submit, name="submit"),
    path("van-ban/<int:pk>/ky/", showing.sign, name="sign"),
    path("van-ban/<int:pk>/bo/", showing.drop, name="drop"),
    path("van-ban/<int:pk>/thu-hoi/", showing.revoke, name="revoke"),
    path("van-ban/mau/", templates.index, name="templates"),
    path("van-ban/mau/co-san/<slug:key>/", templates.shipped, name="shipped"),
    path("van-ban/mau/don-vi/<str:unit_code>/sao/", templates.copy, name="copy"),
    path("van-ban/mau/<int:pk>/", templates.detail, name="template"),
    path("van-ban/mau/<int:pk>/chung/", templates.head, name="template_head"),
    path("van-ban/mau/<int:pk>/them/", templates.choose, name="template_choose"),
    path("van-ban/mau/<int:pk>/them/<slug:kind>/", templates.add, name="template_add"),
    path("van-ban/mau/<int:pk>/phan/<slug:key>/", templates.block, name="template_block"),
    path("van-ban/mau/<int:pk>/bo/", templates.drop, name="template_drop"),
    path("van-ban/so/<str:unit_code>/", register.register, name="register"),
    path("van-ban/so/<str:unit_code>/excel/", register.sheet, name="register_sheet"),
]
