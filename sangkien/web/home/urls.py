"""Public pages."""

from django.urls import path

from sangkien.web.home import explaining, front, identity, robots, search, tracking

app_name = "home"
urlpatterns = [
    path("", front.index, name="index"),
    path("toi/", identity.identity, name="identity"),
    path("robots.txt", robots.robots, name="robots"),
    path("tim/", search.results, name="search"),
    path("tra-cuu/", tracking.track, name="track"),
    path("tra-cuu/<str:code>/", tracking.tracking, name="tracking"),
    path("tra-cuu/<str:code>/anh/<int:pk>/", tracking.photo, name="photo"),
    path("cach-tinh/", explaining.about_data, name="about_data"),
    path("so-lieu-lich-su/", explaining.history, name="history"),
]
