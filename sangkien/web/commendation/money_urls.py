"""Funds and payments."""

from django.urls import path

from sangkien.web.commendation.views import approving, money, payment_papers

patterns = [
    path("khen-thuong/quy/", money.index, name="funds"),
    path("khen-thuong/quy/lap/", money.open_fund, name="fund_open"),
    path("khen-thuong/quy/<int:pk>/", money.fund, name="fund"),
    path("khen-thuong/quy/<int:pk>/ghi/", money.book, name="fund_book"),
    path("khen-thuong/quy/<int:pk>/thu-hoi/", money.recover, name="fund_recover"),
    path("khen-thuong/quy/<int:pk>/lap-danh-sach/", money.prepare, name="fund_prepare"),
    path("khen-thuong/ghi-so/<int:pk>/duyet/", approving.book, name="entry_book"),
    path("khen-thuong/ghi-so/<int:pk>/khong-ghi/", approving.drop, name="entry_drop"),
    path("khen-thuong/chi/<int:pk>/", money.payment, name="payment"),
    path("khen-thuong/chi/<int:pk>/duyet/", money.approve, name="payment_approve"),
    path("khen-thuong/chi/<int:pk>/xuat/", payment_papers.export, name="payment_export"),
    path("khen-thuong/chi/<int:pk>/da-chi/", money.pay, name="payment_pay"),
    path("khen-thuong/chi/<int:pk>/huy/", money.cancel, name="payment_cancel"),
    path("khen-thuong/chi/<int:pk>/huy/dong-y/", approving.cancel, name="payment_cancel_confirm"),
    path("khen-thuong/chi/<int:pk>/huy/khong/", approving.keep, name="payment_keep"),
]
