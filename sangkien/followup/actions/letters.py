"""Prepare an urging letter, submit it, sign and issue it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed
from sangkien.core.periods import last_day, local_day
from sangkien.followup import permissions, queries, rules, writing
from sangkien.followup.actions.urging import (
    LOCK,
    Done,
    Order,
    Scene,
    Skipped,
    noted,
    reasons,
    rows_of,
)
from sangkien.followup.enums import LetterState, Step, Topic
from sangkien.followup.errors import InvalidUrging, SecondPersonNeeded, WrongState
from sangkien.followup.events import (
    LetterDropped,
    LetterEvent,
    LetterGivenBack,
    LetterIssued,
    LetterPrepared,
    LetterRevised,
    LetterSubmitted,
)
from sangkien.followup.models import Letter, Round, Urging
from sangkien.followup.queries import Subject
from sangkien.followup.queries.lagging import told_today
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.programmes.models import Period
from sangkien.progress.queries.figures import complete_at
from sangkien.units import letterheads
from sangkien.units.models import Unit

TITLE = "đôn đốc thực hiện chương trình “%s”"
REPORTS_TITLE = "đôn đốc nộp báo cáo quá hạn"
LONGEST_TITLE = 200
OPEN = (LetterState.DRAFT, LetterState.WAITING)
EDITED = (
    *("title", "body", "symbol", "place", "reply_by", "signs_for", "signer_name", "signer_post"),
)
SAME_AS_BEFORE = ("symbol", "place", "signs_for", "signer_name", "signer_post")


def prepare(scene: Scene, order: Order, done: Done) -> None:
    """ "Soạn công văn đôn đốc": a draft with the annex; whoever signed the last one is filled in."""
    left_out = hindered(scene, order)
    done.skipped += [Skipped(unit=u, why=left_out[u.pk]) for u in order.units if u.pk in left_out]
    chosen = [unit for unit in order.units if unit.pk not in left_out]
    if not chosen:
        return
    about_reports = scene.topic == Topic.REPORTS
    title = REPORTS_TITLE if about_reports else TITLE % scene.period.programme.title
    body = rules.ensure_text(Step.LETTER, order.text)
    letter = Letter(
        issuer=scene.issuer,
        period=scene.period,
        topic=scene.topic,
        title=title[:LONGEST_TITLE],
        body=rules.filled(body, _shared_values(scene)),
        request_key=scene.key,
        prepared_by_id=scene.by.user_id,
        prepared_at=scene.at,
        **_as_before(scene.issuer),
    )
    _count(letter, [unit.pk for unit in chosen], at=scene.at)
    letter.save(force_insert=True)
    done.letter = letter
    _record(LetterPrepared, letter, by=scene.by, at=scene.at)


def hindered(scene: Scene, order: Order) -> dict[int, str]:
    """Why which unit gets no letter now."""
    ids = [unit.pk for unit in order.units]
    subjects = queries.current(scene.period, ids, scene.terms, at=scene.at)
    left_out = reasons(scene, order, {}, subjects)
    return left_out | _in_open_letters(scene, ids, known=left_out)


def _shared_values(scene: Scene) -> dict[str, str]:
    """A letter goes to all of them: what is of one unit stands in the annex."""
    values = {
        "chuong_trinh": scene.period.programme.title,
        "cap_tren": scene.issuer.name,
        "han": f"{last_day(scene.period.closes_at):%d/%m/%Y}",
    }
    return {name: values.get(name, "…") for name in rules.MEANINGS}


def _as_before(issuer: Unit) -> dict[str, str]:
    last = Letter.objects.filter(issuer=issuer).order_by("-pk").first()
    if last is not None:
        return {name: getattr(last, name) for name in SAME_AS_BEFORE}
    return {
        "symbol": f"CV-{letterheads.office(issuer.name)}",
        "place": letterheads.place(issuer.name),
        "signs_for": "TM. BAN THƯỜNG VỤ",
        "signer_post": "CHỦ TỊCH",
    }


def _in_open_letters(scene: Scene, ids: Sequence[int], *, known: dict[int, str]) -> dict[int, str]:
    """Units that wait in another letter about the same already, of whichever office."""
    where = Q() if scene.topic == Topic.REPORTS else Q(period=scene.period)
    rows = Letter.objects.filter(where, topic=scene.topic, state__in=OPEN).select_related("issuer")
    found = {}
    for letter in rows:
        for line in letter.lines:
            pk = line["unit_id"]
            if pk in ids and pk not in known:
                found[pk] = _("đang ở trong dự thảo công văn của %(unit)s") % {
                    "unit": letter.issuer.label
                }
    return found


def _count(letter: Letter, ids: Sequence[int], *, at: dt.datetime) -> None:
    """The annex, with the figures of now; units that have ended are left out."""
    period = letter.period
    terms = queries.terms_for(letter.issuer, period.programme)
    subjects = queries.current(period, ids, terms, at=at)
    today = local_day(at)
    had_late = {line["unit_id"] for line in letter.lines if line.get("late")}
    found = [subjects[pk] for pk in ids if pk in subjects and subjects[pk].unit.stands_on(today)]
    letter.lines = [
        writing.line_of(one, topic=Topic(letter.topic))
        for one in found
        if _is_still_meant(letter, one, had_late=one.unit.pk in had_late)
    ]
    letter.counted_at = complete_at(period.unit, period, at=at)


def _is_still_meant(letter: Letter, one: Subject, *, had_late: bool) -> bool:
    """Who has sent the report since owes nothing: it is not accused of slowness instead."""
    if letter.is_about_reports:
        return bool(one.late)
    return not had_late or bool(one.late) or one.is_behind


@transaction.atomic
def revise(
    letter: Letter,
    changes: dict[str, object],
    *,
    seen: int,
    count_anew: bool = False,
    by: Actor,
    at: dt.datetime,
) -> Letter:
    """ "Sửa dự thảo", with the figures counted anew if wanted. Who changed it last has prepared it."""
    row = _held(letter, (LetterState.DRAFT,), by=by, seen=seen)
    _ensure_clean(changes)
    for name in EDITED:
        if name in changes:
            setattr(row, name, changes[name])
    if count_anew:
        _count(row, [line["unit_id"] for line in row.lines], at=at)
        if not row.lines:
            raise InvalidUrging(_("Không còn đơn vị nào trong danh sách cần đôn đốc."))
    row.version += 1
    row.prepared_by_id = by.user_id
    row.save()
    _record(LetterRevised, row, by=by, at=at)
    return row


def _ensure_clean(changes: dict[str, object]) -> None:
    for name, value in changes.items():
        if isinstance(value, str) and text.has_refused_characters(value):
            raise InvalidUrging(_("Có ký tự lạ, hãy gõ lại."), field=name)
    body = changes.get("body", "")
    if isinstance(body, str) and len(body) > rules.LONGEST[Step.LETTER]:
        raise InvalidUrging(_("Nội dung dài nhất 4.000 ký tự."), field="body")


@transaction.atomic
def submit(
    letter: Letter, changes: dict[str, object], *, seen: int, by: Actor, at: dt.datetime
) -> Letter:
    """ "Trình ký" with the last changes: complete, and to be signed by another person."""
    row = revise(letter, changes, seen=seen, by=by, at=at)
    errors: list[DomainError] = [
        InvalidUrging(_("Hãy ghi đủ trước khi trình ký."), field=name)
        for name in writing.missing_words(row)
    ]
    if row.prepared_by and text.fold(row.signer_name) == text.fold(row.prepared_by.full_name):
        words = _("Người soạn không tự ký: hãy ghi tên người khác của đơn vị.")
        errors.append(InvalidUrging(words, field="signer_name"))
    if errors:
        raise ManyErrors(errors)
    row.state, row.remark = LetterState.WAITING, ""
    row.save(update_fields=["state", "remark"])
    _record(LetterSubmitted, row, by=by, at=at)
    return row


@transaction.atomic
def give_back(letter: Letter, *, words: str, by: Actor, at: dt.datetime) -> Letter:
    """ "Trả lại dự thảo", with a word on what to change; the preparer may also take it back."""
    row = _held(letter, (LetterState.WAITING,), by=by)
    row.state, row.remark = LetterState.DRAFT, rules.clean_words(words, field="words")
    row.save(update_fields=["state", "remark"])
    _record(LetterGivenBack, row, by=by, at=at)
    return row


@transaction.atomic
def drop(letter: Letter, *, by: Actor, at: dt.datetime) -> Letter:
    """ "Bỏ dự thảo"."""
    row = _held(letter, OPEN, by=by)
    row.state = LetterState.DROPPED
    row.save(update_fields=["state"])
    _record(LetterDropped, row, by=by, at=at)
    return row


@transaction.atomic
def issue(letter: Letter, *, seen: int, by: Actor, at: dt.datetime) -> Letter:
    """ "Ký ban hành": a second person, who has just proved to be there; the number comes from the series
    of the unit, and each unit of the annex is urged.
    """
    if by.user_id is not None and by.user_id == letter.prepared_by_id:
        raise SecondPersonNeeded(_("Người soạn không tự ký; cần một người khác của đơn vị ký."))
    if not permissions.can_sign(by, letter):
        raise NotAllowed(_("Bạn không ký được công văn này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký công văn."))
    row = _locked(letter)
    if row.is_issued and row.signed_by_id == by.user_id:
        return row
    _ensure_state(row, (LetterState.WAITING,), seen=seen)
    if by.user_id is not None and by.user_id == row.prepared_by_id:
        raise SecondPersonNeeded(_("Người soạn không tự ký; cần một người khác của đơn vị ký."))
    units = _still_to_urge(row, by=by, at=at)
    row.state = LetterState.ISSUED
    row.paper = issuing.issue(writing.draft(row, issued_on=local_day(at)), by=by, at=at)
    row.signed_by_id, row.signed_at = by.user_id, at
    row.save(update_fields=["state", "paper", "signed_by", "signed_at"])
    _urge(row, units, by=by, at=at)
    event = LetterIssued(
        letter_id=row.pk, unit_id=row.issuer_id, paper_id=row.paper.pk, label=row.paper.label
    )
    record(event, by=by, at=at)
    return row


def _scene(letter: Letter, *, by: Actor, at: dt.datetime) -> Scene:
    period = Period.objects.select_related("programme", "unit").get(pk=letter.period_id)
    terms = queries.terms_for(letter.issuer, period.programme)
    return Scene(
        issuer=letter.issuer,
        period=period,
        topic=Topic(letter.topic),
        terms=terms,
        key=letter.request_key,
        by=by,
        at=at,
    )


def _still_to_urge(letter: Letter, *, by: Actor, at: dt.datetime) -> list[Unit]:
    """All of the annex, or a refusal that names the first who cannot be urged any more: has ended,
    was urged by another letter, or owes none of the reports that this one is about.
    """
    db.exclusive(LOCK)
    ids = [line["unit_id"] for line in letter.lines]
    known, scene = Unit.objects.in_bulk(ids), _scene(letter, by=by, at=at)
    units = [known[pk] for pk in ids]
    order = Order(step=Step.LETTER, text=letter.body, units=units)
    subjects = queries.current(scene.period, ids, scene.terms, at=at)
    left_out = reasons(scene, order, {}, subjects)
    if left_out:
        pk, why = next(iter(left_out.items()))
        raise InvalidUrging(
            _("%(unit)s: %(why)s. Hãy trả lại để cập nhật danh sách.")
            % {"unit": known[pk].label, "why": why}
        )
    return units


def _urge(letter: Letter, units: Sequence[Unit], *, by: Actor, at: dt.datetime) -> None:
    scene, ids = _scene(letter, by=by, at=at), [unit.pk for unit in units]
    made = Round.objects.create(
        issuer=letter.issuer,
        period=scene.period,
        topic=scene.topic,
        step=Step.LETTER,
        text=letter.body,
        request_key=letter.request_key,
        made_by_id=by.user_id,
        made_at=at,
    )
    subjects = queries.current(scene.period, ids, scene.terms, at=at)
    told = told_today(Q(unit_id__in=ids), at=at)
    chosen = [subjects[pk] for pk in ids]
    rows = Urging.objects.bulk_create(rows_of(scene, made, chosen, letter=letter, told=told))
    noted(scene, rows, queries.officers_of(ids, on=local_day(at)))


def _held(
    letter: Letter, states: Sequence[LetterState], *, by: Actor, seen: int | None = None
) -> Letter:
    row = _locked(letter)
    if not permissions.can_write(by, row) and not permissions.can_sign(by, row):
        raise NotAllowed(_("Bạn không sửa được công văn này."))
    _ensure_state(row, states, seen=seen)
    return row


def _locked(letter: Letter) -> Letter:
    rows = Letter.objects.select_related("issuer__parent", "period__programme", "period__unit")
    return db.locked(rows.filter(pk=letter.pk)).get()


def _ensure_state(letter: Letter, states: Sequence[LetterState], *, seen: int | None) -> None:
    if letter.state not in states:
        raise WrongState(_("Công văn vừa được người khác xử lý. Hãy tải lại trang."))
    if seen is not None and letter.version != seen:
        raise WrongState(_("Dự thảo đã thay đổi sau khi bạn mở. Hãy tải lại trang."))


def _record(event: type[LetterEvent], letter: Letter, *, by: Actor, at: dt.datetime) -> None:
    record(event(letter_id=letter.pk, unit_id=letter.issuer_id), by=by, at=at)
