"""One step for many units: who may be urged by it now, with which words, and who is told."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM, local_day
from sangkien.core.text import without_marks
from sangkien.followup import queries, rules, texts
from sangkien.followup.enums import Step, Topic
from sangkien.followup.events import UnitUrged
from sangkien.followup.models import Letter, Recipient, Round, Urging
from sangkien.followup.queries import Subject
from sangkien.followup.queries.lagging import as_past, pasts, told_today
from sangkien.followup.rules import Terms
from sangkien.journal.actions.recording import record
from sangkien.messages.actions import outbox
from sangkien.messages.enums import TextKey
from sangkien.messages.queries import can_send, get_wording
from sangkien.programmes.models import Period
from sangkien.progress.queries.figures import complete_at
from sangkien.units.models import Unit

LOCK = 7_309_062  # of two who urge the same unit at once, the second sees what the first did
MESSAGE_LASTS = dt.timedelta(days=2)
PLAIN_QUOTES = str.maketrans("“”", '""')
TELLING = (Step.NOTICE, Step.MESSAGE)


@dataclass(frozen=True, kw_only=True)
class Order:
    """One step for some units; `text` before the figures of each are put in."""

    step: Step
    text: str
    units: Sequence[Unit]


@dataclass(frozen=True, kw_only=True)
class Skipped:
    unit: Unit
    why: str


@dataclass(kw_only=True)
class Done:
    """What came of it: those urged, those left out with the reason."""

    urged: list[Urging] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    letter: Letter | None = None


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is the same for every unit of one go."""

    issuer: Unit
    period: Period
    topic: Topic = Topic.PROGRAMME
    terms: Terms
    key: uuid.UUID
    by: Actor
    at: dt.datetime


def take(scene: Scene, order: Order, done: Done) -> None:
    """Those who may be urged by it now, all together; why the others are left out."""
    text = rules.ensure_text(order.step, order.text)
    ids = [unit.pk for unit in order.units]
    subjects = queries.current(scene.period, ids, scene.terms, at=scene.at)
    people = queries.officers_of(ids, on=local_day(scene.at))
    left_out = reasons(scene, order, people, subjects)
    done.skipped += [Skipped(unit=u, why=left_out[u.pk]) for u in order.units if u.pk in left_out]
    chosen = [subjects[u.pk] for u in order.units if u.pk in subjects and u.pk not in left_out]
    if chosen:
        made = _made(scene, order.step, text, chosen)
        _address(scene, made, people)
        done.urged += made


def reasons(
    scene: Scene,
    order: Order,
    people: Mapping[int, Sequence[User]],
    subjects: Mapping[int, Subject],
) -> dict[int, str]:
    """Why which unit is not urged now, by its number; two queries. What is shown beforehand and what
    is done ask here, letters through `letters.hindered`.
    """
    holders = Q(unit_id__in=[unit.pk for unit in order.units])
    done = pasts(scene.period, holders, topic=scene.topic, at=scene.at)
    told = told_today(holders, at=scene.at) if order.step in TELLING else {}
    owing = scene.topic == Topic.REPORTS or rules.is_about_reports(order.text)
    found = {}
    for unit in order.units:
        until = rules.paused_until(order.step, as_past(done.get(unit.pk, [])), scene.terms)
        if not unit.stands_on(local_day(scene.at)):
            found[unit.pk] = _("đơn vị đã kết thúc hoạt động")
        elif until is not None and scene.at < until:
            when = f"{until.astimezone(VIETNAM):%d/%m/%Y}"
            found[unit.pk] = _("đã đôn đốc bằng cách này, chờ đến %(when)s") % {"when": when}
        elif unit.pk in told:
            found[unit.pk] = _("hôm nay %(unit)s đã đôn đốc") % {"unit": told[unit.pk]}
        elif owing and not subjects[unit.pk].late:
            found[unit.pk] = _("không còn báo cáo nào quá hạn")
        elif why := _unreachable(order.step, people.get(unit.pk, ())):
            found[unit.pk] = why
    return found


def _unreachable(step: Step, people: Sequence[User]) -> str:
    """Whoever is to be called comes on the list in any case: a number is added there."""
    if step in TELLING and not people:
        return _("chưa có cán bộ trên hệ thống")
    if step == Step.MESSAGE and not any(one.phone for one in people):
        return _("cán bộ chưa có số điện thoại")
    return ""


def _made(scene: Scene, step: Step, text: str, chosen: Sequence[Subject]) -> list[Urging]:
    """The rows, with the figures of this moment."""
    made = Round.objects.create(
        issuer=scene.issuer,
        period=scene.period,
        topic=scene.topic,
        step=step,
        text=text,
        request_key=scene.key,
        made_by_id=scene.by.user_id,
        made_at=scene.at,
    )
    return Urging.objects.bulk_create(rows_of(scene, made, chosen))


def rows_of(
    scene: Scene,
    made: Round,
    chosen: Sequence[Subject],
    *,
    letter: Letter | None = None,
    told: Mapping[int, str] | None = None,
) -> list[Urging]:
    """Not saved yet. `told` are the units that were told something today: by a letter they are urged
    all the same, without another notice.
    """
    counted_at = complete_at(scene.period.unit, scene.period, at=scene.at)
    step, today = Step(made.step), local_day(scene.at)
    return [
        Urging(
            round=made,
            unit=one.unit,
            period=scene.period,
            letter=letter,
            step=step,
            text=wording(step, made.text, values_of(scene, one)),
            signs=[sign.value for sign in one.signs],
            base=one.figures.base,
            sent=one.figures.sent,
            valid=one.figures.valid,
            recognised=one.figures.recognised,
            late_reports=len(one.late),
            target=one.figures.target,
            pace=one.state.pace,
            counted_at=counted_at,
            urged_at=scene.at,
            told_on=None if step == Step.CALL or one.unit.pk in (told or {}) else today,
            measure_at=scene.at + rules.EFFECT_AFTER,
        )
        for one in chosen
    ]


def values_of(scene: Scene, subject: Subject) -> dict[str, str]:
    return texts.values(
        subject.figures,
        programme=scene.period.programme.title,
        issuer=scene.issuer.label,
        closes_at=subject.closes_at,
        late=subject.late,
    )


def wording(step: Step, text: str, values: Mapping[str, str]) -> str:
    """A message without tone marks gets names without them, as all messages do."""
    text = texts.without_missing(text, values)
    if step == Step.MESSAGE and text.isascii():
        values = {name: _plainly(value) for name, value in values.items()}
    return rules.filled(text, values)


def _plainly(value: str) -> str:
    return without_marks(value).translate(PLAIN_QUOTES)


def _address(scene: Scene, made: Sequence[Urging], people: Mapping[int, Sequence[User]]) -> None:
    """Who is told, by phone where there is a gateway; and one entry in the journal of each unit."""
    texted: frozenset[int] = frozenset()
    if made[0].step == Step.MESSAGE and can_send():
        ready = [
            outbox.Ready(user=user, text=row.text) for row in made for user in people[row.unit_id]
        ]
        texted = outbox.send_ready(
            TextKey.URGING,
            ready,
            counted_for=f"unit {scene.issuer.pk}",
            lasts=MESSAGE_LASTS,
            at=scene.at,
        )
    noted(scene, made, people, texted=texted)


def noted(
    scene: Scene,
    made: Sequence[Urging],
    people: Mapping[int, Sequence[User]],
    *,
    texted: frozenset[int] = frozenset(),
) -> None:
    Recipient.objects.bulk_create(
        Recipient(urging=row, user=user, is_texted=user.pk in texted)
        for row in made
        for user in people.get(row.unit_id, ())
    )
    for row in made:
        event = UnitUrged(urging_id=row.pk, unit_id=row.unit_id, kind=row.step)
        record(event, by=scene.by, at=scene.at)


def usual_text(step: Step, *, topic: Topic = Topic.PROGRAMME) -> str:
    """What an officer finds in the box: the text of messages is edited with the other texts. Without a
    gateway they are sent by hand, most of them by Zalo.
    """
    about_reports = topic == Topic.REPORTS
    if step == Step.MESSAGE and not can_send():
        return texts.REPORTS_BY_HAND if about_reports else texts.BY_HAND
    if about_reports:
        return texts.ABOUT_REPORTS[step]
    return get_wording(TextKey.URGING).text if step == Step.MESSAGE else texts.USUAL[step]
