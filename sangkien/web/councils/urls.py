"""`/hoi-dong/`: councils; `/ky-hop/<pk>/`: one session with its agenda, sheets and ballots."""

from django.urls import path

from sangkien.web.councils.views import (
    agenda,
    attached,
    ballots,
    board,
    bodies,
    counting,
    minutes,
    scoring,
    secrets,
    sessions,
    tables,
)

app_name = "councils"
urlpatterns = [
    path("hoi-dong/", bodies.index, name="index"),
    path("don-vi/<str:code>/hoi-dong/lap/", bodies.establish, name="establish"),
    path("hoi-dong/<int:pk>/", bodies.detail, name="detail"),
    path("hoi-dong/<int:pk>/ket-thuc/", bodies.end, name="end"),
    path("hoi-dong/<int:pk>/thanh-vien/", bodies.seat, name="seat"),
    path("hoi-dong/<int:pk>/thanh-vien/<int:seat_pk>/", bodies.leave, name="leave"),
    path("hoi-dong/<int:pk>/bang-diem/", tables.index, name="tables"),
    path("hoi-dong/<int:pk>/bang-diem/<int:table_pk>/", tables.table, name="table"),
    path("hoi-dong/<int:pk>/bang-diem/moi/", tables.add, name="table_add"),
    path("hoi-dong/<int:pk>/bang-diem/<int:table_pk>/sua/", tables.edit, name="table_edit"),
    path("hoi-dong/<int:pk>/ky-hop/", sessions.call, name="call"),
    path("ky-hop/<int:pk>/", sessions.detail, name="session"),
    path("ky-hop/<int:pk>/sua/", sessions.change, name="change"),
    path("ky-hop/<int:pk>/diem-danh/", sessions.attendance, name="attendance"),
    path("ky-hop/<int:pk>/khai-mac/", sessions.open_session, name="open"),
    path("ky-hop/<int:pk>/ket-thuc-cham/", sessions.close_scoring, name="close_scoring"),
    path("ky-hop/<int:pk>/be-mac/", sessions.close_session, name="close"),
    path("ky-hop/<int:pk>/noi-dung/", agenda.add, name="item_add"),
    path("ky-hop/<int:pk>/noi-dung/<int:item_pk>/", scoring.item, name="item"),
    path(
        "ky-hop/<int:pk>/noi-dung/<int:item_pk>/minh-chung/<int:evidence_pk>/",
        secrets.evidence_file,
        name="item_evidence",
    ),
    path(
        "ky-hop/<int:pk>/noi-dung/<int:item_pk>/tep/<int:file_pk>/",
        attached.file,
        name="item_file",
    ),
    path("ky-hop/<int:pk>/noi-dung/<int:item_pk>/rut/", agenda.remove, name="item_remove"),
    path("ky-hop/<int:pk>/noi-dung/<int:item_pk>/lien-quan/", agenda.interest, name="interest"),
    path(
        "ky-hop/<int:pk>/noi-dung/<int:item_pk>/mo-phieu/<int:sheet_pk>/",
        scoring.unlock,
        name="unlock",
    ),
    path("ky-hop/<int:pk>/bo-phieu/", ballots.open_ballot, name="ballot_open"),
    path("ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/", ballots.ballot, name="ballot"),
    path("ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/ket-thuc/", counting.close, name="ballot_close"),
    path("ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/kiem/", counting.count, name="ballot_count"),
    path(
        "ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/xac-nhan/",
        counting.confirm,
        name="ballot_confirm",
    ),
    path(
        "ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/kiem-lai/",
        counting.send_back,
        name="ballot_return",
    ),
    path("ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/huy/", counting.annul, name="ballot_annul"),
    path(
        "ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/bien-ban.pdf",
        minutes.counting_pdf,
        name="counting_pdf",
    ),
    path(
        "ky-hop/<int:pk>/bo-phieu/<int:ballot_pk>/bien-ban.docx",
        minutes.counting_docx,
        name="counting_docx",
    ),
    path("ky-hop/<int:pk>/bien-ban/", minutes.write, name="minutes"),
    path("ky-hop/<int:pk>/bien-ban.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("ky-hop/<int:pk>/bien-ban.docx", minutes.minutes_docx, name="minutes_docx"),
    path("ky-hop/<int:pk>/duyet/", minutes.approve, name="approve"),
    path("ky-hop/<int:pk>/cong-bo/", minutes.release, name="release"),
    path("ky-hop/<int:pk>/ket-qua/", board.board, name="board"),
]
