"""`/cach-tinh/`: how the figures are counted."""

from django.http import HttpResponse
from django.shortcuts import render

from sangkien.progress import queries
from sangkien.progress.rules import RUSH
from sangkien.web.shared.http import Request, public_page


@public_page(max_age=300)
def about_data(request: Request) -> HttpResponse:
    return render(request, "home/about_data.html", {"rush": RUSH})


@public_page(max_age=300)
def history(request: Request) -> HttpResponse:
    """Every published figure of past programmes, with its source."""
    return render(request, "home/history.html", {"programmes": queries.all_history()})
