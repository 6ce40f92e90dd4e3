"""Asking for help and giving it."""

from django.urls import path

from sangkien.web.support.views import asking, helping

app_name = "support"
urlpatterns = [
    path("ho-tro/", helping.queue, name="queue"),
    path("ho-tro/nho/", asking.ask, name="ask"),
    path("ho-tro/cua-toi/", asking.own, name="own"),
    path("ho-tro/<int:pk>/", helping.detail, name="detail"),
    path("ho-tro/<int:pk>/viet/", helping.write, name="write"),
]
