"""Who lags, urging, what came of it."""

from django.urls import path

from sangkien.web.followup.views import board, calls, letters, rule, sending, urging

app_name = "followup"
urlpatterns = [
    path("don-doc/", board.index, name="index"),
    path("don-doc/luot/<int:pk>/", urging.urging, name="urging"),
    path("don-doc/don-vi/<str:unit_code>/", urging.history, name="history"),
    path("don-doc/cong-van/<int:pk>/", letters.letter, name="letter"),
    path("don-doc/cong-van/<int:pk>/pdf/", letters.pdf, name="letter_pdf"),
    path("don-doc/cong-van/<int:pk>/word/", letters.docx, name="letter_docx"),
    path("don-doc/<str:unit_code>/<slug:slug>/", board.board, name="board"),
    path("don-doc/<str:unit_code>/<slug:slug>/gui/", sending.send, name="send"),
    path("don-doc/<str:unit_code>/<slug:slug>/goi/", calls.calls, name="calls"),
    path("don-doc/<str:unit_code>/<slug:slug>/nhat-ky/", board.log, name="log"),
    path("don-doc/<str:unit_code>/<slug:slug>/nhat-ky/excel/", board.export, name="export"),
    path("don-doc/<str:unit_code>/<slug:slug>/quy-tac/", rule.rule, name="rule"),
]
