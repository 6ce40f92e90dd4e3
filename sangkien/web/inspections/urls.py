"""Pages of inspections, for the unit that inspects and the one that is inspected."""

from django.urls import path

from sangkien.web.inspections.views import findings, lists, papers, planning, visiting, writing

app_name = "inspections"
urlpatterns = [
    path("kiem-tra/", lists.index, name="index"),
    path("kiem-tra/kien-nghi/", lists.findings, name="findings"),
    path("kiem-tra/lap/<str:code>/", planning.plan, name="plan"),
    path("kiem-tra/<int:pk>/", planning.detail, name="detail"),
    path("kiem-tra/<int:pk>/huy/", planning.cancel, name="cancel"),
    path("kiem-tra/don-vi/<int:pk>/", visiting.detail, name="visit"),
    path("kiem-tra/don-vi/<int:pk>/doan/", visiting.team, name="team"),
    path("kiem-tra/don-vi/<int:pk>/bien-ban/", writing.minutes, name="minutes"),
    path("kiem-tra/don-vi/<int:pk>/xac-nhan/", writing.answer, name="answer"),
    path("kiem-tra/don-vi/<int:pk>/phu-luc/", writing.addendum, name="addendum"),
    path("kiem-tra/don-vi/<int:pk>/bien-ban.pdf", papers.pdf, name="pdf"),
    path("kiem-tra/don-vi/<int:pk>/bien-ban.docx", papers.docx, name="docx"),
    path("kiem-tra/kien-nghi/<int:pk>/", findings.detail, name="finding"),
    path("kiem-tra/kien-nghi/<int:pk>/tep/<int:number>/", findings.file, name="file"),
]
