"""All addresses: the pages, and three for operators."""

from django.urls import URLPattern, URLResolver, include, path

from sangkien.project import health
from sangkien.project.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", include("sangkien.web.urls")),
]

handler400 = "sangkien.project.failures.bad_request"
handler403 = "sangkien.project.failures.permission_denied"
handler404 = "sangkien.project.failures.page_not_found"
handler500 = "sangkien.project.failures.server_error"
