"""Pages of commendation."""

from django.urls import URLPattern

from sangkien.web.commendation import dossier_urls

app_name = "commendation"

urlpatterns: list[URLPattern] = [*dossier_urls.patterns]
