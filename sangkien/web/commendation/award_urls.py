"""The catalogue of awards, and who qualifies."""

from django.urls import path

from sangkien.web.commendation.views import award_papers, award_writing, awards, eligible, start

patterns = [
    path("khen-thuong/", start.start, name="start"),
    path("khen-thuong/hinh-thuc/", awards.index, name="awards"),
    path("khen-thuong/hinh-thuc/co-san/<slug:code>/", awards.shipped, name="shipped"),
    path(
        "khen-thuong/hinh-thuc/don-vi/<str:unit_code>/lap/", award_writing.begin, name="award_begin"
    ),
    path("khen-thuong/hinh-thuc/<int:pk>/", awards.detail, name="award"),
    path("khen-thuong/hinh-thuc/<int:pk>/pdf/", award_papers.pdf, name="award_pdf"),
    path("khen-thuong/hinh-thuc/<int:pk>/ten/", award_writing.heading, name="award_heading"),
    path("khen-thuong/hinh-thuc/<int:pk>/muc/", award_writing.general, name="award_general"),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/truong-hop-moi/",
        award_writing.add_route,
        name="award_route",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/truong-hop/<int:route>/",
        award_writing.rename_route,
        name="award_route_name",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/dieu-kien/<int:route>/them/",
        award_writing.add_condition,
        name="award_condition_new",
    ),
    path(
        "khen-thuong/hinh-thuc/<int:pk>/dieu-kien/<int:route>/<int:place>/",
        award_writing.condition,
        name="award_condition",
    ),
    path("khen-thuong/hinh-thuc/<int:pk>/ap-dung/", awards.enforce, name="award_enforce"),
    path("khen-thuong/hinh-thuc/<int:pk>/thoi/", awards.end, name="award_end"),
    path("khen-thuong/hinh-thuc/<int:pk>/bo/", awards.drop, name="award_drop"),
    path("khen-thuong/ai-du-dieu-kien/", eligible.index, name="eligible"),
    path("khen-thuong/ai-du-dieu-kien/xlsx/", eligible.xlsx, name="eligible_xlsx"),
    path("khen-thuong/ai-du-dieu-kien/csv/", eligible.plain, name="eligible_csv"),
    path("khen-thuong/ai-du-dieu-kien/lap-ho-so/", eligible.nominate, name="eligible_nominate"),
]
