"""The register of earlier years, from Excel, line by line."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.commendation.decision_events import AwardTakenBack, AwardTakenOver
from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.commendation.models import Conferral
from sangkien.commendation.rules import register
from sangkien.core import paths, text
from sangkien.imports.cells import Cells, line
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.kinds import Column, Done, Judgement, Row, Task
from sangkien.imports.plans import LinePlan
from sangkien.journal.actions.recording import record
from sangkien.units.importing import scope
from sangkien.units.models import Unit
from sangkien.units.queries import by_codes, members_of
from sangkien.units.queries.tree import codes_below

FIRST_YEAR = 1945
MOST_VND = 10_000_000_000
COLUMNS = (
    Column(
        key="year",
        label="Năm",
        hint="Năm của thành tích.",
        is_required=True,
        is_number=True,
        examples=("2021",),
        width=8,
    ),
    Column(
        key="name",
        label="Người, tập thể được khen",
        hint="Như ghi trong quyết định.",
        is_required=True,
        examples=("Nguyễn Văn An",),
        width=34,
        longest=250,
    ),
    Column(
        key="kind",
        label="Đối tượng",
        hint="Cá nhân hoặc Tập thể.",
        is_required=True,
        choices="kinds",
        examples=("Cá nhân",),
    ),
    Column(
        key="login",
        label="Mã đoàn viên hoặc số điện thoại",
        hint="Của cá nhân còn ở đơn vị: khen thưởng vào hồ sơ của người đó. Để trống thì chỉ giữ tên.",
        width=24,
    ),
    Column(
        key="code",
        label="Mã đơn vị",
        hint="Tập thể được khen, hoặc nơi công tác. Để trống là đơn vị đang nhập.",
        choices="units",
        width=16,
    ),
    Column(
        key="title",
        label="Danh hiệu, hình thức khen",
        hint="Như ghi trong quyết định.",
        is_required=True,
        examples=("Giấy khen của LĐLĐ huyện",),
        width=34,
        longest=200,
    ),
    Column(
        key="form",
        label="Loại",
        hint="Chọn trong danh sách.",
        is_required=True,
        choices="forms",
        examples=("Giấy khen",),
    ),
    Column(key="label", label="Số quyết định", hint="Ví dụ 12/QĐ-LĐLĐ.", longest=60),
    Column(
        key="decided_on",
        label="Ngày quyết định",
        hint="Để trống thì lấy ngày cuối năm.",
        is_day=True,
        examples=("15/12/2021",),
    ),
    Column(
        key="authority",
        label="Cơ quan quyết định",
        hint="Ai ký quyết định.",
        is_required=True,
        examples=("LĐLĐ huyện Sông Xanh",),
        width=30,
        longest=200,
    ),
    Column(key="achievement", label="Thành tích", hint="Một câu.", width=40, longest=500),
    Column(key="amount", label="Tiền thưởng", hint="Đồng; để trống nếu không có."),
)
SAME = ("year", "name", "login", "code", "title", "label")  # make one line of two
LABELS = {column.key: column.label for column in COLUMNS}


@dataclass(kw_only=True)
class Plan(LinePlan):
    row_made: Conferral | None = None


class Awards:
    """ "Sổ khen thưởng các năm trước"."""

    key = "khen-thuong"
    name = "Sổ khen thưởng các năm trước"
    permissions = frozenset({Permission.AWARD_MANAGE})
    columns = COLUMNS
    advice = (
        "Mỗi dòng là một lần khen thưởng đã có quyết định của các năm trước.",
        "Có mã đoàn viên hoặc số điện thoại thì khen thưởng vào hồ sơ của người đó; không có thì chỉ giữ tên.",
        "Dòng đã có trong sổ (cùng năm, tên, mã, hình thức, số quyết định) được bỏ qua.",
    )

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]:
        said = "|".join(text.fold(line(cells.get(key, ""))) for key in SAME)
        return hashlib.sha256(said.encode()).hexdigest()[:40], ""

    def choices(self, unit_id: int) -> dict[str, list[str]]:
        return {
            "units": codes_below(unit_id),
            "kinds": [str(one.label) for one in HolderKind],
            "forms": [str(one.label) for one in AwardForm],
        }

    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]:
        return [plan.judgement for plan in _plans(rows, task)]

    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]:
        _place, by = scope.ensured(task, self.permissions)
        return [_written(plan, by, task) for plan in _plans(rows, task)]

    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]:
        _place, by = scope.ensured(task, self.permissions)
        return [_taken_back(row, by, task) for row in rows]


def _plans(rows: Sequence[Row], task: Task) -> list[Plan]:
    """Five queries for any number of lines."""
    place, _by = scope.ensured(task, Awards.permissions)
    plans = [Plan(row=row, cells=Cells(row.cells)) for row in rows]
    units = {unit.code: unit for unit in by_codes([_code(plan) for plan in plans])}
    typed = [plan.cells.words("login") for plan in plans]
    people = members_of(place, [one for one in typed if one], on=task.day)
    for plan in plans:
        _read(plan, {place.code: place, **units}, people, place, task)
    _compare(plans)
    return plans


def _code(plan: Plan) -> str:
    return plan.cells.words("code").upper()


def _read(
    plan: Plan,
    units: Mapping[str, Unit],
    people: Mapping[str, User],
    place: Unit,
    task: Task,
) -> None:
    cells = plan.cells
    unit = units.get(_code(plan)) if _code(plan) else place
    if unit is None or not paths.contains(place.path, unit.path):
        plan.refuse(_("Mã này không phải của đơn vị trực thuộc."))
    if plan.row.same_as is not None:
        plan.refuse(_("Trùng với dòng %(row)s.") % {"row": plan.row.same_as})
    kind = _choice(plan, "kind", HolderKind)
    form = _choice(plan, "form", AwardForm)
    year, decided_on = _when(plan, task.day)
    amount = cells.money("amount", label=LABELS["amount"]) or 0
    if not 0 <= amount <= MOST_VND:
        plan.refuse(_("Số tiền không hợp lý, hãy xem lại."))
    row = Conferral(
        position=plan.row.row,
        form=form,
        title=cells.name("title", label=LABELS["title"], longest=200),
        holder_kind=kind,
        unit=unit,
        user=_person(plan, kind, people, by_id=task.by_id),
        holder_name=cells.name("name", label=LABELS["name"], longest=250),
        achievement=cells.words("achievement")[:500],
        year=year,
        decided_on=decided_on,
        label=cells.words("label")[:60],
        authority=cells.name("authority", label=LABELS["authority"], longest=200),
        amount_vnd=amount,
        source=f"excel:{task.import_id}",
    )
    if not cells.problems:
        plan.row_made = row
        plan.changes.append((LABELS["title"], "", f"{row.title}: {row.holder_name}"))


def _choice(plan: Plan, key: str, options: type[HolderKind] | type[AwardForm]) -> str:
    said = text.fold(plan.cells.words(key))
    found = next((one.value for one in options if text.fold(str(one.label)) == said), "")
    if not found:
        plan.refuse(_("“%(what)s”: hãy chọn trong danh sách của tệp mẫu.") % {"what": LABELS[key]})
    return found


def _when(plan: Plan, today: dt.date) -> tuple[int, dt.date]:
    """The year, and the day of the decision: the end of the year where nobody knows it."""
    year = plan.cells.count("year", label=LABELS["year"]) or 0
    if not FIRST_YEAR <= year <= today.year:
        plan.refuse(_("Năm từ %(first)d đến năm nay.") % {"first": FIRST_YEAR})
        return 0, today
    day = plan.cells.day("decided_on", label=LABELS["decided_on"])
    if day is not None and not dt.date(year, 1, 1) <= day <= today:
        plan.refuse(_("Ngày quyết định phải từ đầu năm thành tích đến hôm nay."))
    return year, day or min(dt.date(year, 12, 31), today)


def _person(plan: Plan, kind: str, people: Mapping[str, User], *, by_id: int) -> User | None:
    """Who the line belongs to; a name alone is kept as a name. Nobody enters their own."""
    typed = plan.cells.words("login")
    if not typed:
        return None
    if kind != HolderKind.PERSON:
        plan.refuse(_("Chỉ cá nhân mới có mã đoàn viên hoặc số điện thoại."))
        return None
    found = people.get(typed)
    if found is not None and found.pk == by_id:
        plan.refuse(_("Đây là khen thưởng của bạn: hãy để người khác của đơn vị làm việc này."))
    elif found is None:
        plan.warnings.append(_("Không có ai mang mã hoặc số điện thoại này ở đơn vị: chỉ giữ tên."))
    elif text.fold(found.full_name) != text.fold(plan.cells.words("name")):
        plan.warnings.append(
            _("Mã này của %(name)s, khác tên trong tệp: hãy xem lại.") % {"name": found.full_name}
        )
    return found


def _compare(plans: Sequence[Plan]) -> None:
    """What stands in the register already is left alone. Two of one name are two people; whoever has
    left the unit since is known by the name.
    """
    made = [plan.row_made for plan in plans if plan.row_made is not None]
    known = Conferral.objects.filter(
        conferred_at__isnull=False,
        year__in={row.year for row in made},
        unit__in={row.unit_id for row in made},
    ).values_list("user_id", "year", "unit_id", "holder_name", "title", "label")
    standing: dict[tuple[object, ...], set[int | None]] = defaultdict(set)
    for user_id, year, unit_id, *words in known:
        standing[_key(year, unit_id, *words)].add(user_id)
    for plan in plans:
        row = plan.row_made
        if row is None:
            continue
        holders = standing[_key(row.year, row.unit_id, row.holder_name, row.title, row.label)]
        is_lost = row.user_id is None and bool(plan.cells.words("login"))
        if row.user_id in holders or (is_lost and holders):
            plan.row_made = None
            plan.changes.clear()
            plan.warnings.append(_("Đã có trong sổ khen thưởng."))


def _key(year: int, unit_id: int, *words: str) -> tuple[object, ...]:
    return (year, unit_id, *map(text.fold, words))


def _written(plan: Plan, by: Actor, task: Task) -> Done:
    if plan.verdict == Verdict.SAME:
        return Done(outcome=Outcome.SAME, reasons=plan.judgement.reasons)
    row = plan.row_made
    if row is None or plan.cells.problems:
        return Done(outcome=Outcome.REFUSED, reasons=plan.judgement.reasons)
    row.conferred_at, row.folded = task.at, register.folded(row)
    with transaction.atomic():
        row.save(force_insert=True)
        event = AwardTakenOver(
            conferral_id=row.pk,
            unit_id=row.unit_id,
            digest=register.digest(row, salt=row.source),
            bare=register.bare(row, salt=row.source),
            user_id=row.user_id,
        )
        record(event, by=by, at=task.at)
    return Done(outcome=Outcome.APPLIED, trace={"made": row.pk})


def _taken_back(row: Row, by: Actor, task: Task) -> Done:
    found = Conferral.objects.filter(pk=row.trace["made"], decision=None).first()
    if found is None:
        return Done(outcome=Outcome.UNDONE)
    with transaction.atomic():
        event = AwardTakenBack(conferral_id=found.pk, unit_id=found.unit_id)
        found.delete()
        record(event, by=by, at=task.at)
    return Done(outcome=Outcome.UNDONE)
