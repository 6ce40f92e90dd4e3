"""Nominate, write, hand in files, send, take back."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.commendation import permissions
from sangkien.commendation.actions import dossiers as acting
from sangkien.commendation.actions import dossiers_chain, dossiers_files
from sangkien.commendation.enums import Origin
from sangkien.commendation.errors import SeveralFound
from sangkien.commendation.queries import dossiers, rounds
from sangkien.commendation.queries.answering import findings_for
from sangkien.commendation.queries.holders import holder_of
from sangkien.commendation.rules.forwarding import EDITABLE
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.commendation.dossier_forms import (
    FileForm,
    NominateForm,
    SendForm,
    WithdrawForm,
    WriteForm,
)
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.commendation.models import Dossier, Round
    from sangkien.units.models import Unit

FORM = ["GET", "HEAD", "POST"]
NAMES = {"person": "login", "unit": "code"}


@require_http_methods(FORM)
def nominate(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đề nghị khen thưởng" by hand, or from what a group below introduced."""
    round_ = rounds.get_round(pk, actor=request.actor)
    units = rounds.proposing_units(request.actor, round_)
    if not units:
        raise NotFound(_("Bạn không đề nghị khen thưởng trong đợt này."))
    form = NominateForm(
        request.POST or None,
        awards=rounds.awards_of(round_),
        units=units,
        initial={"request_key": uuid.uuid4()},
    )
    status = 200
    if request.method == "POST" and request.POST.get("intent") == "check":
        form.fields["summary"].required = False
        named = attempt(form, lambda: _named(request, round_, form), names=NAMES)
        status = named.status if named.done is None else 200
    elif request.method == "POST":
        tried = attempt(form, lambda: _nominated(request, round_, form), names=NAMES)
        if tried.done is not None:
            said = _("Đã lập hồ sơ của %(name)s. Hãy viết báo cáo và nộp thành phần hồ sơ.")
            messages.success(request, said % {"name": tried.done.holder_name})
            return redirect("commendation:dossier_write", tried.done.pk)
        status = tried.status
    context = {
        "round_": round_,
        "form": form,
        "has_choice": len(units) > 1,
        "takes": round_.is_open and request.received_at < round_.closes_at,
        "breadcrumb": showing.round_trail(round_, _("Đề nghị khen thưởng")),
    }
    return render(request, "commendation/nominate.html", context, status=status)


def _named(request: WorkRequest, round_: "Round", form: NominateForm) -> "tuple[Unit, User | None]":
    """Whom the form means; the form then shows what the rules say of them."""
    values, proposer = form.cleaned_data, form.chosen_unit
    try:
        unit, user = holder_of(
            proposer,
            form.chosen_award,
            **{name: values[name] for name in ("login", "code", "which")},
            on=local_day(request.received_at),
        )
    except SeveralFound as several:
        form.offer(several.choices)
        raise
    form.findings = findings_for(
        round_, form.chosen_award, unit=unit, user=user, at=request.received_at
    )
    return unit, user


def _nominated(request: WorkRequest, round_: "Round", form: NominateForm) -> "Dossier":
    unit, user = _named(request, round_, form)
    values = form.cleaned_data
    return acting.nominate(
        round_,
        form.chosen_award,
        unit=unit,
        user=user,
        proposer=form.chosen_unit,
        origin=Origin.SUPPORT if values["introduced_by"] else Origin.HAND,
        summary=values["summary"],
        findings=form.findings,
        against=values["against"],
        introduced_by=values["introduced_by"],
        request_key=values["request_key"],
        by=request.actor,
        at=request.received_at,
    )


def _own(request: WorkRequest, pk: int) -> "Dossier":
    """One that the reader writes and that may be written."""
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    if not permissions.can_propose(request.actor, dossier.proposer):
        raise NotFound(_("Hồ sơ này không do đơn vị của bạn đề nghị."))
    return dossier


@require_http_methods(FORM)
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Soạn hồ sơ": the report and the files of the checklist."""
    dossier = _own(request, pk)
    if dossier.state not in EDITABLE:
        return redirect("commendation:dossier", pk)
    form = WriteForm(
        request.POST or None,
        initial={
            "seen": dossier.version,
            "summary": dossier.summary,
            "achievement": dossier.achievement,
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: acting.write(
                dossier, **form.cleaned_data, by=request.actor, at=request.received_at
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu báo cáo thành tích."))
            return redirect("commendation:dossier_write", pk)
        status = tried.status
    return _writing(request, dossier, form=form, status=status)


def _writing(
    request: WorkRequest,
    dossier: "Dossier",
    *,
    form: WriteForm | None = None,
    file_form: FileForm | None = None,
    send_form: SendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = dossiers.checklist_of(dossier)
    handed = _handed(dossier)
    initial = {
        "seen": dossier.version,
        "summary": dossier.summary,
        "achievement": dossier.achievement,
    }
    key = {"request_key": uuid.uuid4()}
    context = {
        "dossier": dossier,
        "form": form or WriteForm(initial=initial),
        "file_form": file_form or FileForm(lines=handed, initial=key),
        "send_form": send_form or SendForm(initial={"seen": dossier.version}),
        "may_attach": bool(handed),
        "lines": lines,
        "lacking": [one.line.document.name for one in lines if not one.line.is_met],
        "asked": showing.asked(dossier, dossiers.steps_of(dossier)),
        "breadcrumb": showing.trail(dossier, _("Soạn hồ sơ")),
    }
    return render(request, "commendation/dossier_write.html", context, status=status)


def _handed(dossier: "Dossier") -> list[tuple[str, str]]:
    return [(one.key, one.name) for one in dossier.award.read.documents if not one.from_system]


@require_POST
def send(request: WorkRequest, pk: int) -> HttpResponse:
    dossier = _own(request, pk)
    form = SendForm(request.POST)
    tried = attempt(
        form,
        lambda: dossiers_chain.send(
            dossier, **form.cleaned_data, by=request.actor, at=request.received_at
        ),
    )
    if tried.done is None:
        return _writing(request, dossier, send_form=form, status=tried.status)
    messages.success(request, _("Đã gửi hồ sơ lên cấp trên."))
    return redirect("commendation:dossier", pk)


@require_POST
def add_file(request: WorkRequest, pk: int) -> HttpResponse:
    dossier = _own(request, pk)
    form = FileForm(request.POST, request.FILES, lines=_handed(dossier))
    tried = attempt(
        form,
        lambda: dossiers_files.add_file(
            dossier, **form.cleaned_data, by=request.actor, at=request.received_at
        ),
    )
    if tried.done is None:
        return _writing(request, dossier, file_form=form, status=tried.status)
    messages.success(request, _("Đã nộp tệp."))
    return redirect("commendation:dossier_write", pk)


@require_POST
def remove_file(request: WorkRequest, pk: int, file_pk: int) -> HttpResponse:
    dossier = _own(request, pk)
    found = dossiers.get_file(dossier, file_pk)
    dossiers_files.remove_file(found, by=request.actor, at=request.received_at)
    messages.success(request, _("Đã bỏ tệp."))
    return redirect("commendation:dossier_write", pk)


@require_http_methods(FORM)
def withdraw(request: WorkRequest, pk: int) -> HttpResponse:
    dossier = _own(request, pk)
    form = WithdrawForm(request.POST or None, initial={"seen": dossier.version})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: dossiers_chain.withdraw(
                dossier, **form.cleaned_data, by=request.actor, at=request.received_at
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã rút hồ sơ."))
            return redirect("commendation:dossier", pk)
        status = tried.status
    context = {
        "dossier": dossier,
        "form": form,
        "breadcrumb": showing.trail(dossier, _("Rút hồ sơ")),
    }
    return render(request, "commendation/dossier_withdraw.html", context, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    dossier = _own(request, pk)
    round_pk = dossier.round_id
    acting.drop(dossier, by=request.actor, at=request.received_at)
    messages.success(request, _("Đã xóa bản đang lập."))
    return redirect("commendation:round", round_pk)
