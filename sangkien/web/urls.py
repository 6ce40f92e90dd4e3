"""Pages, one folder per area. Every area is included at the root: it owns its Vietnamese paths."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sangkien.web.home.urls")),
    path("", include("sangkien.web.accounts.urls")),
    path("", include("sangkien.web.messages.urls")),
    path("", include("sangkien.web.notices.urls")),
    path("", include("sangkien.web.desk.urls")),
    path("", include("sangkien.web.offline.urls")),
    path("", include("sangkien.web.initiatives.urls")),
    path("", include("sangkien.web.recognition.urls")),
    path("", include("sangkien.web.papers.urls")),
    path("", include("sangkien.web.library.urls")),
    path("", include("sangkien.web.support.urls")),
    path("", include("sangkien.web.practices.urls")),
    path("", include("sangkien.web.followup.urls")),
    path("", include("sangkien.web.inspections.urls")),
    path("", include("sangkien.web.reporting.urls")),
    path("", include("sangkien.web.reports.urls")),
    path("", include("sangkien.web.scoring.urls")),
    path("", include("sangkien.web.kiosk.urls")),
    path("", include("sangkien.web.agreements.urls")),
    path("", include("sangkien.web.programmes.urls")),
    path("", include("sangkien.web.progress.urls")),
    path("", include("sangkien.web.units.urls")),
    path("", include("sangkien.web.clusters.urls")),
    path("", include("sangkien.web.councils.urls")),
    path("", include("sangkien.web.privacy.urls")),
    path("", include("sangkien.web.design.urls")),
]
