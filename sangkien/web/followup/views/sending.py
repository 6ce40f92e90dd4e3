"""Two screens: the text with the figures filled in, then it is done for all."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sangkien.core import clock
from sangkien.followup import queries, rules, texts
from sangkien.followup.actions import going, letters
from sangkien.followup.actions.urging import (
    Done,
    Order,
    Scene,
    Skipped,
    reasons,
    values_of,
    wording,
)
from sangkien.followup.enums import Group, Step, Topic
from sangkien.followup.queries import Place
from sangkien.messages import quiet
from sangkien.messages.queries import can_send
from sangkien.web.followup.forms import SendForm
from sangkien.web.followup.frame import framed, here, url
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit

SAID = 8  # units named in a message
UNITS = "don_vi_{step}"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One step on the screen: for whom, with which text, and who is left out why."""

    step: Step
    field: object
    name: str
    units: "Sequence[Unit]"
    skipped: Sequence[Skipped]
    sample: str
    numberless: int
    waits_until: datetime | None
    by_hand: bool


@require_POST
def send(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """Units ticked on the board are shown with their text; with `intent=send` they are urged."""
    now = clock.now()
    place = here(request, unit_code, slug, at=now)
    is_sent = request.POST.get("intent") == "send"
    scene = _scene(request, place, at=now)
    groups = _typed_groups(request, place) if is_sent else _proposed_groups(request, place, scene)
    if not groups:
        messages.warning(request, _("Hãy đánh dấu ít nhất một đơn vị có việc nên làm."))
        return redirect(_board_url(place, scene.topic))
    form = SendForm(request.POST if is_sent else None, steps=groups, topic=scene.topic)
    status = 200
    if is_sent:
        tried = attempt(form, lambda: _urged(scene, form, groups))
        if tried.done is not None:
            return _after(request, place, tried.done, topic=scene.topic)
        status = tried.status
    parts = _parts(scene, form, groups)
    context = {
        **framed(place, "board", label=_("Gửi đôn đốc")),
        "form": form,
        "topic": scene.topic,
        "board_url": _board_url(place, scene.topic),
        "parts": parts,
        "others": [step for step in Step if step not in groups],
        "codes": [unit.code for units in groups.values() for unit in units],
        "count": sum(len(part.units) - len(part.skipped) for part in parts),
        "placeholders": texts.placeholders(),
        "button": _button(groups),
        "needs_phone": any(part.step == Step.MESSAGE for part in parts),
        "send_url": url(place, "send"),
        "now": now,
    }
    return render(request, "followup/send.html", context, status=status)


def _scene(request: WorkRequest, place: Place, *, at: datetime) -> Scene:
    return Scene(
        issuer=place.issuer,
        period=place.period,
        topic=_topic(request),
        terms=place.terms,
        key=uuid.uuid4(),
        by=request.actor,
        at=at,
    )


def _button(groups: "Mapping[Step, Sequence[Unit]]") -> str:
    """What the button does: a letter is only prepared, a call only listed."""
    said = {Step.LETTER: _("Soạn dự thảo công văn"), Step.CALL: _("Lập danh sách gọi")}
    return said.get(next(iter(groups)), "") if len(groups) == 1 else ""


def _topic(request: WorkRequest) -> Topic:
    """By the board from which they come."""
    typed = request.POST.get("about", "")
    return Topic(typed) if typed in Topic.values else Topic.PROGRAMME


def _board_url(place: Place, topic: Topic) -> str:
    return url(place, nhom=Group.LATE.value) if topic == Topic.REPORTS else url(place)


def _typed_groups(request: WorkRequest, place: Place) -> "dict[Step, list[Unit]]":
    """The second screen says which units are meant by which step."""
    typed = {step: request.POST.getlist(UNITS.format(step=step.value)) for step in Step}
    return {step: queries.chosen(place.unit, codes) for step, codes in typed.items() if codes}


def _proposed_groups(request: WorkRequest, place: Place, scene: Scene) -> "dict[Step, list[Unit]]":
    """One step for all, or for each what comes next."""
    units = queries.chosen(place.unit, request.POST.getlist("selected"))
    wanted = request.POST.get("step", "")
    if wanted in Step.values:
        return {Step(wanted): units} if units else {}
    groups: dict[Step, list[Unit]] = defaultdict(list)
    lines = queries.proposals(place.period, units, place.terms, topic=scene.topic, at=scene.at)
    for line in lines:
        if line.proposal.step is not None:
            groups[line.proposal.step].append(line.unit)
    return {step: groups[step] for step in rules.LADDER if step in groups}


def _urged(scene: Scene, form: SendForm, groups: "Mapping[Step, Sequence[Unit]]") -> Done:
    typed = form.cleaned_data
    orders = [Order(step=step, text=typed[step.value], units=groups[step]) for step in groups]
    return going.urge(replace(scene, key=typed["request_key"]), orders)


def _parts(scene: Scene, form: SendForm, groups: "Mapping[Step, Sequence[Unit]]") -> list[Part]:
    return [_part(scene, form, step, units) for step, units in groups.items()]


def _part(scene: Scene, form: SendForm, step: Step, units: "Sequence[Unit]") -> Part:
    ids = [unit.pk for unit in units]
    people = queries.officers_of(ids, on=clock.today())
    typed = form[step.value].value() or ""
    order = Order(step=step, text=typed, units=units)
    is_letter = step == Step.LETTER
    subjects = queries.current(scene.period, ids, scene.terms, at=scene.at)
    left_out = (
        letters.hindered(scene, order) if is_letter else reasons(scene, order, people, subjects)
    )
    reached = [unit for unit in units if unit.pk not in left_out]
    first = (reached or list(units))[0]
    subject = subjects[first.pk]
    allowed = quiet.allowed_from(scene.at)
    by_hand = step == Step.MESSAGE and not can_send()
    waits = step == Step.MESSAGE and not by_hand and allowed > scene.at
    return Part(
        step=step,
        field=form[step.value],
        name=UNITS.format(step=step.value),
        units=units,
        skipped=[Skipped(unit=u, why=left_out[u.pk]) for u in units if u.pk in left_out],
        sample="" if is_letter else wording(step, typed, values_of(scene, subject)),
        numberless=sum(not subjects[unit.pk].state.has_number for unit in reached),
        waits_until=allowed if waits else None,
        by_hand=by_hand,
    )


def _after(request: WorkRequest, place: Place, done: Done, *, topic: Topic) -> HttpResponseRedirect:
    """What was done and for whom it was not; then where the work goes on."""
    steps = {row.step for row in done.urged}
    if steps == {Step.CALL}:
        words = _("Đã đưa %(n)d đơn vị vào danh sách gọi.")
        messages.success(request, words % {"n": len(done.urged)})
    elif done.urged:
        count = len(done.urged)
        words = ngettext("Đã đôn đốc %(n)d đơn vị.", "Đã đôn đốc %(n)d đơn vị.", count)
        messages.success(request, words % {"n": count})
    if done.letter is not None:
        messages.success(request, _("Đã soạn dự thảo công văn. Xem lại rồi trình người khác ký."))
    if done.skipped:
        messages.warning(request, _said(done.skipped))
    if done.letter is not None:
        return redirect("followup:letter", done.letter.pk)
    if Step.CALL in steps or (Step.MESSAGE in steps and not can_send()):
        return redirect(url(place, "calls"))
    return redirect(_board_url(place, topic))


def _said(skipped: Sequence[Skipped]) -> str:
    named = "; ".join(f"{one.unit.label}: {one.why}" for one in skipped[:SAID])
    more = len(skipped) - SAID
    rest = _(" và %(n)d đơn vị khác") % {"n": more} if more > 0 else ""
    return _("Chưa đôn đốc %(units)s.") % {"units": f"{named}{rest}"}
