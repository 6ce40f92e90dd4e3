"""Pages of commendation."""

from sangkien.web.commendation import award_urls, decision_urls, dossier_urls, money_urls

app_name = "commendation"

urlpatterns = [
    *award_urls.patterns,
    *dossier_urls.patterns,
    *decision_urls.patterns,
    *money_urls.patterns,
]
