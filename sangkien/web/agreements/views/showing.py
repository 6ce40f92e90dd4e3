"""One agreement with its editions, and the acts of a single button."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.actor import Actor
from sangkien.agreements import writing
from sangkien.agreements.actions import amending, consulting, drafting
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.journal.queries import timeline
from sangkien.web.agreements import promised
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared import paging, timelines
from sangkien.web.shared.refusals import each
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Agreement, Edition, Opinion

TOLD = 40
MOST_ANNEXES = 5  # on the page of the agreement; the others have their own


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """What is in work first, else the agreement itself; no annex ever hides what is in force."""
    reading = Reading(request, pk)
    signed = [one for one in reading.editions if one.is_signed]
    shown = reading.open or next(iter(signed), None) or next(reversed(reading.editions), None)
    others = [one for one in signed if one != shown]
    return _page(reading, shown, beside=[*others[:1], *others[1:][-MOST_ANNEXES:]])


@require_safe
def edition(request: WorkRequest, pk: int, number: int) -> HttpResponse:
    reading = Reading(request, pk)
    return _page(reading, reading.edition(number), is_old=True)


def _page(
    reading: Reading,
    shown: "Edition | None",
    *,
    beside: "Sequence[Edition]" = (),
    is_old: bool = False,
) -> HttpResponse:
    """`beside` are the signed ones that are read below the one that is shown."""
    known = {one.number for one in reading.editions}
    newest = timeline("agreement", reading.agreement.pk).order_by("-pk")[:TOLD]
    told = [one for one in newest if one.payload["edition"] in known and reading.is_inside]
    is_open = shown is not None and shown == reading.open
    context = {
        **reading.around(
            step=writing.title_of(reading.agreement, shown) if is_old and shown else ""
        ),
        "edition": shown,
        "is_open": is_open,
        "beside": [_shown(reading, one) for one in beside],
        "editions": reading.editions,
        "told": timelines.told(told),
        **(_shown(reading, shown) if shown is not None else {}),
    }
    return render(reading.request, "agreements/detail.html", context)


def _shown(reading: Reading, shown: "Edition") -> dict[str, Any]:
    signers = shown.signers or pacts.current_signers(reading.parties)
    lines = reading.lines(shown)
    return {
        "words": shown.words,
        "lines": lines,
        "edition": shown,
        "pledges": promised.rows(shown, signers, at=clock.now()),
        "opinions": _said(reading, shown),
        "is_untouched": shown.is_draft or not shown.digest or shown.is_untouched,
        "is_mine": any(one.may_answer or one.may_sign or one.may_bring for one in lines),
    }


def _said(reading: Reading, shown: "Edition") -> "list[Opinion]":
    return [one for one in pacts.opinions_of(shown) if one.words] if reading.is_inside else []


def _act(
    request: WorkRequest,
    pk: int,
    act: "Callable[[Agreement, Actor], object]",
    said: str,
) -> HttpResponse:
    """One button: what is refused is said on the page it came from."""
    reading = Reading(request, pk)
    try:
        act(reading.agreement, request.actor)
    except NotAllowed:
        raise
    except DomainError as refusal:
        for one in each(refusal):
            messages.error(request, str(one))
    else:
        messages.success(request, said)
    return redirect("agreements:detail", pk)


@require_POST
def send(request: WorkRequest, pk: int) -> HttpResponse:
    seen = paging.number(request.POST.get("seen")) or 0
    return _act(
        request,
        pk,
        lambda row, by: consulting.send(row, seen=seen, by=by, at=clock.now()),
        _("Đã gửi các bên. Nội dung được giữ nguyên cho đến khi có bên đề nghị sửa."),
    )


@require_POST
def take_back(request: WorkRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda row, by: consulting.take_back(row, by=by, at=clock.now()),
        _("Đã rút về để sửa. Sửa xong phải gửi lại các bên."),
    )


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda row, by: drafting.drop(row, by=by, at=clock.now()),
        _("Đã bỏ giao ước chưa ký xong."),
    )


@require_POST
def begin_annex(request: WorkRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda row, by: amending.begin_annex(row, by=by, at=clock.now()),
        _("Đã lập bản nháp phụ lục với bảng chỉ tiêu hiện tại. Hãy bỏ các dòng không đổi."),
    )


@require_POST
def withdraw_annex(request: WorkRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda row, by: amending.withdraw_annex(row, by=by, at=clock.now()),
        _("Đã bỏ phụ lục."),
    )
